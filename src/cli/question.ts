/** Asks the person at the terminal a question that is answered by yes or no. */
import { createInterface } from 'node:readline/promises'

export interface QuestionParts {
  readonly stdin: NodeJS.ReadStream
  readonly stderr: NodeJS.WriteStream
}

/** @returns false also where nobody sits at a terminal, and for any other answer than yes */
export async function isAnsweredYes(question: string, { stdin, stderr }: QuestionParts): Promise<boolean> {
  if (!stdin.isTTY || !stderr.isTTY) return false
  const asker = createInterface({ input: stdin, output: stderr })
  try {
    const answer = await asker.question(`${question} `)
    return /^(?:j|ja|y|yes)$/i.test(answer.trim())
  } finally {
    asker.close()
  }
}
