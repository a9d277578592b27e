import { sourceContract } from '../contracts/source.contract.ts'
import { openListSource } from '../support/list-source.ts'

const everyGift = {
  tellsChanges: true,
  tellsGone: true,
  hasFacts: true,
  hasEarlierNumbers: true,
  hasLastingIds: true,
  canBeAsked: true,
}

sourceContract('the list in memory', everyGift, async (world) => openListSource(world))
