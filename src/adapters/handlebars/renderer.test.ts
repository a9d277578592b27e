import { rendererContract } from '../../../test/contracts/renderer.contract.ts'
import { openHandlebarsRenderer } from './renderer.ts'

const nested = (depth: number) => `${'{{#each @root.loans}}'.repeat(depth)}x${'{{/each}}'.repeat(depth)}`

rendererContract({
  engine: 'handlebars',
  open: openHandlebarsRenderer,
  words: {
    field: (path) => `{{${path}}}`,
    each: (list, body) => `{{#each ${list}}}${body}{{/each}}`,
    rowField: (_, field) => `{{${field}}}`,
    choose: (flag, yes, no) => `{{#if ${flag}}}${yes}{{else}}${no}{{/if}}`,
    include: (name) => `{{> [${name}]}}`,
  },
  fieldColumn: 2,
  faulty: [
    ['a\n{{#each loans}}', 2, 16],
    ['{{#each loans}}\n{{/if}}', 1, 4],
    ['ab {{customer.name', 1, 15],
    ['{{> }}', 1, 5],
    ['a\n {{#if}}x{{/if}}', 2, 2],
    ['{{#each loans}}{{lookup this}}{{/each}}', 1, 16],
    ['{{#if (lookup customer)}}x{{/if}}', 1, 7],
  ],
  attacks: [
    ['a constructor by a look-up', '{{lookup customer "constructor"}}', ['missing-field']],
    ['a prototype by a look-up', '{{lookup (lookup customer "__proto__") "constructor"}}', ['missing-field']],
    [
      'a constructor as a helper',
      '{{#with customer as |c|}}{{c.constructor.constructor "return process"}}{{/with}}',
      ['forbidden', 'missing-field', 'syntax'],
    ],
    [
      'a text’s constructor',
      '{{#with "x" as |c|}}{{#with (lookup c "constructor")}}{{this}}{{/with}}{{/with}}',
      ['missing-field'],
    ],
    ['an array’s method', '{{loans.push}}', ['missing-field']],
    ['the engine’s log', '{{log "x" level="error"}}', ['forbidden']],
    ['a helper that is not there', '{{readFile "/etc/passwd"}}', ['forbidden']],
    [
      'the engine’s own helper',
      '{{#blockHelperMissing "x"}}{{/blockHelperMissing}}',
      ['forbidden', 'missing-field'],
    ],
    ['a decorator that is not there', '{{* foo}}', ['value', 'syntax', 'forbidden']],
    ['a dynamic partial', '{{> (lookup customer "name")}}', ['forbidden']],
    ['a partial that calls itself', '{{> again}}', ['time']],
    ['loops within loops', nested(25), ['time', 'output']],
    ['very many loops within loops', nested(2_000), ['time', 'output', 'memory']],
    ['a huge output', `{{#each loans}}${'x'.repeat(200_000)}{{/each}}`.repeat(12), ['output']],
  ],
  keepers: [
    '{{#*inline "x"}}{{customer.name}}{{/inline}}{{> x}}',
    '{{#each loans}}{{@index}}{{title}}{{/each}}',
  ],
})
