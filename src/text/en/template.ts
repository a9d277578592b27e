/** Folders of templates and their engines, in English. */
import type { template as german } from '../de/template.ts'

export const template = {
  'fault.SCH_TEMPLATES_MISSING': 'There is no template in this folder.',
  'fault.SCH_TEMPLATES_MANY': 'There are more than {max} files in this folder.',
  'fault.SCH_TEMPLATES_LARGE': 'The templates have more than {max} bytes together.',
  'fault.SCH_TEMPLATE_NAME': 'The name of this file does not tell which template it is.',
  'fault.SCH_TEMPLATE_NAME_NEAR': 'This file ends like no template. Probably “.{near}” is meant.',
  'fault.SCH_TEMPLATE_FOLDER': 'There may be no folder here but “partials”.',
  'fault.SCH_TEMPLATE_NO_FILE': 'This is no regular file but a link or a device.',
  'fault.SCH_TEMPLATE_LARGE': 'The template is larger than {max} bytes.',
  'fault.SCH_TEMPLATE_TWICE': 'For the same notice in the same language there is “{other}” already.',
  'fault.SCH_TEMPLATE_ENCODING': 'The template is not saved as UTF-8.',
  'fault.SCH_TEMPLATE_HEAD_MISSING': 'The template does not begin with a head.',
  'fault.SCH_TEMPLATE_HEAD_OPEN': 'The head of the template does not end.',
  'fault.SCH_TEMPLATE_HEAD_LINE': 'This line of the head is no entry.',
  'fault.SCH_TEMPLATE_HEAD_KEY': 'There is no entry “{key}” in a head. There are: {known}.',
  'fault.SCH_TEMPLATE_HEAD_KEY_NEAR': 'There is no entry “{key}” in a head. Probably “{near}” is meant.',
  'fault.SCH_TEMPLATE_HEAD_TWICE': 'The entry “{key}” stands further up in the head already.',
  'fault.SCH_TEMPLATE_HEAD_LACKS': '“{key}” is missing in the head, or is empty.',
  'fault.SCH_TEMPLATE_FORMAT': 'The entry “format” is neither text nor html.',
  'fault.SCH_ENGINE_MISSING': 'The program for templates of {engine} is not installed.',
  'fault.SCH_ENGINE_START': 'The program for templates of {engine} does not start.',
  'fault.SCH_ENGINE_FAILED': 'The program for templates of {engine} has crashed.',
  'hint.SCH_TEMPLATES_MISSING': 'Name the folder that holds files such as overdue.en.liquid.',
  'hint.SCH_TEMPLATES_MANY': 'Spread the templates over several folders and check each by itself.',
  'hint.SCH_TEMPLATES_LARGE': 'Spread the templates over several folders and check each by itself.',
  'hint.SCH_TEMPLATE_NAME':
    'The name is NOTICE.LANGUAGE.ENDING, for instance overdue.en.liquid; below partials/ it is NAME.ENDING. Endings: {known}. What is no template belongs into another folder: a template that is overlooked would stay unchecked.',
  'hint.SCH_TEMPLATE_NAME_NEAR':
    'Rename the file. A template that is overlooked would stay unchecked; therefore Schleuse stops.',
  'hint.SCH_TEMPLATE_FOLDER':
    'Check each folder of templates by itself. A template that is overlooked would stay unchecked; therefore Schleuse stops.',
  'hint.SCH_TEMPLATE_NO_FILE': 'Put the file itself into the folder.',
  'hint.SCH_TEMPLATE_LARGE': 'Link to pictures rather than putting them inside.',
  'hint.SCH_TEMPLATE_TWICE': 'Remove one of the two: nobody could say which one is sent.',
  'hint.SCH_TEMPLATE_ENCODING': 'Save the file as UTF-8.',
  'hint.SCH_TEMPLATE_HEAD_MISSING':
    'The first line is ---, then come to:, subject: and format: (text or html), then --- again and the text.',
  'hint.SCH_TEMPLATE_HEAD_OPEN':
    'Behind the entries stands a line that is --- and nothing else; a head has at most 20 lines.',
  'hint.SCH_TEMPLATE_HEAD_LINE': 'An entry is a line such as “subject: Your hold is ready”.',
  'hint.SCH_TEMPLATE_HEAD_KEY': 'An entry with a wrong name would have no effect; therefore Schleuse stops.',
  'hint.SCH_TEMPLATE_HEAD_KEY_NEAR':
    'An entry with a wrong name would have no effect; therefore Schleuse stops.',
  'hint.SCH_TEMPLATE_HEAD_TWICE': 'Delete one of the two entries.',
  'hint.SCH_TEMPLATE_HEAD_LACKS': 'The head needs to:, subject: and format:, each with a value.',
  'hint.SCH_TEMPLATE_FORMAT': 'The entry is “format: text” or “format: html”.',
  'hint.SCH_ENGINE_MISSING':
    'On Debian: apt install {package}. Until then none of these templates counts as checked.',
  'hint.SCH_ENGINE_START':
    'Check memory and rights; unshare and setpriv belong to util-linux. Until then none of these templates counts as checked.',
  'hint.SCH_ENGINE_FAILED':
    'This says nothing about the template; it does not count as checked. Details for a report: SCHLEUSE_DEBUG=1.',
} as const satisfies Readonly<Record<keyof typeof german, string>>
