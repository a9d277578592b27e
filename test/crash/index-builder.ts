/** Follows the index of a state folder until the generation of the last change lies there, and says so. */
import { followIndex, placeOfIndex, withIndexPlace } from './index-followed.ts'

const [folder = ''] = process.argv.slice(2)
const say = (line: string): void => void process.stdout.write(`${line}\n`)
const { seq, wrong } = await withIndexPlace(folder, (place) =>
  followIndex(placeOfIndex(place, folder), { list: 1, say }),
)
say(wrong === undefined ? `built ${seq}` : `wrong: ${wrong}`)
