import { rendererContract } from '../../../test/contracts/renderer.contract.ts'
import { openMustacheRenderer } from './renderer.ts'

rendererContract({
  engine: 'mustache',
  open: openMustacheRenderer,
  words: {
    field: (path) => `{{${path}}}`,
    each: (list, body) => `{{#${list}}}${body}{{/${list}}}`,
    rowField: (_, field) => `{{${field}}}`,
    choose: (flag, yes, no) => `{{#${flag}}}${yes}{{/${flag}}}{{^${flag}}}${no}{{/${flag}}}`,
    include: (name) => `{{> ${name}}}`,
  },
  fieldColumn: 0,
  faulty: [
    ['a\n{{#loans}}', 2, 11],
    ['{{#loans}}\n{{/none}}', 2, 1],
    ['{{/loans}}', 1, 1],
    ['ab {{customer.name', 1, 19],
    ['{{=<% }}', 1, 9],
  ],
  attacks: [
    ['a function of the language', '{{customer.toString}}', ['missing-field']],
    ['a constructor', '{{#customer}}{{constructor}}{{/customer}}', ['missing-field']],
    ['a partial that calls itself', '{{> again}}', ['time']],
    ['sections within sections', `${'{{#loans}}'.repeat(30)}x${'{{/loans}}'.repeat(30)}`, ['time', 'output']],
    ['a huge output', `${'{{#loans}}'.repeat(5)}${'x'.repeat(100_000)}${'{{/loans}}'.repeat(5)}`, ['output']],
    ['other delimiters', '{{=<% %>=}}<% constructor %>', ['missing-field']],
  ],
  keepers: ['{{#loans}}{{title}}{{/loans}}{{customer.name}}'],
})
