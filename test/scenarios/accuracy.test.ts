/** A small town's mail, generated: nothing of another customer gets through, nothing clean is held. */
import { expect, test } from 'vitest'
import { runTrial } from '../../bench/accuracy/trial.ts'

for (const numbers of ['sparse', 'dense'] as const)
  test(`no mistake among generated mails with ${numbers} customer numbers`, async () => {
    const { errors, exitCode } = await runTrial({
      planted: 300,
      clean: 600,
      customers: 5000,
      seed: 20260303,
      numbers,
    })
    expect(errors.map(({ mistake, specimen, answer }) => `${mistake}: ${specimen.form}: ${answer}`)).toEqual(
      [],
    )
    expect(exitCode).toBe(1)
  })
