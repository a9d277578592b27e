/** The directory: loads, state, what is known, in English. */
import type { directory as german } from '../de/directory.ts'

export const directory: Readonly<Record<keyof typeof german, string>> = {
  'fault.SCH_DIRECTORY_LOADING': 'Another load is at work for this organisation.',
  'fault.SCH_DIRECTORY_KEY_CHANGED':
    'The directory was made under another key (matching) than the one that is current now.',
  'fault.SCH_DIRECTORY_SEALED': 'What is sealed cannot be opened: it belongs to another key or is damaged.',
  'fault.SCH_DIRECTORY_SOURCE_UNKNOWN': 'There is no source {name} here.',
  'fault.SCH_DIRECTORY_SOURCE_WHICH': 'It is not said which source is meant ({count} could be).',
  'fault.SCH_DIRECTORY_NO_CHANGES_TOLD': 'This source cannot tell what has changed since last time.',
  'fault.SCH_DIRECTORY_LOAD_UNKNOWN': 'No load {load} waits for an answer here.',
  'fault.SCH_DIRECTORY_LOAD_LOST':
    'The rows of this load that were kept back are no longer complete; the database has been restarted since.',
  'fault.SCH_DIRECTORY_CUSTOMER_UNKNOWN': 'This customer number or address is not known here.',
  'fault.SCH_DIRECTORY_NO_NUMBER': 'No customer number: neither letters nor digits, or too many.',
  'fault.SCH_DIRECTORY_NO_FACT':
    'No owned value: neither letters nor digits, or its kind is empty or longer than {max} characters.',
  'fault.SCH_DIRECTORY_OWNER_UNKNOWN': 'The customer who owns this value is not known.',
  'fault.SCH_DIRECTORY_ROW_TWICE': 'This customer number or id stands in line {first} already.',
  'fault.SCH_DIRECTORY_EARLIER_IS_CURRENT':
    'An earlier number of this customer is the current one of another (line {first}).',
  'hint.SCH_DIRECTORY_LOADING': 'Wait until it is done and call again; nothing was changed.',
  'hint.SCH_DIRECTORY_KEY_CHANGED':
    'Load all sources anew: schleuse directory sync --rebuild. Until then what was there goes on to count.',
  'hint.SCH_DIRECTORY_SEALED': 'Fetch the key (directory) back from its backup, or load the source anew.',
  'hint.SCH_DIRECTORY_SOURCE_UNKNOWN': 'All are shown by: schleuse directory status',
  'hint.SCH_DIRECTORY_SOURCE_WHICH': 'Say it with --source; all are shown by: schleuse directory status',
  'hint.SCH_DIRECTORY_NO_CHANGES_TOLD': 'Load it in full (--full); nothing was changed.',
  'hint.SCH_DIRECTORY_LOAD_UNKNOWN': 'Those that wait are shown by: schleuse directory status',
  'hint.SCH_DIRECTORY_LOAD_LOST': 'Load the source once more; nothing was changed.',
  'hint.SCH_DIRECTORY_CUSTOMER_UNKNOWN': 'Check how it is written; nothing was changed.',
  'hint.SCH_DIRECTORY_NO_NUMBER': 'Correct the row in the source; nothing was changed.',
  'hint.SCH_DIRECTORY_NO_FACT': 'Correct the row in the source; nothing was changed.',
  'hint.SCH_DIRECTORY_OWNER_UNKNOWN':
    'Load the source with the customers first, or correct the row; nothing was changed.',
  'hint.SCH_DIRECTORY_ROW_TWICE': 'Every number and every id may come only once; nothing was changed.',
  'hint.SCH_DIRECTORY_EARLIER_IS_CURRENT': 'Correct one of the two rows in the source; nothing was changed.',
}
