/** The directory: loads, state, what is known, in English. */
import type { directory as german } from '../de/directory.ts'

export const directory: Readonly<Record<keyof typeof german, string>> = {
  'fault.SCH_TABLE_CHANGED': 'The file was written while it was read.',
  'hint.SCH_TABLE_CHANGED':
    'Wait until it is complete and call again; better write it under another name and rename it then.',
  'fault.SCH_DIRECTORY_LOADING': 'Another load is at work for this organisation.',
  'fault.SCH_DIRECTORY_KEY_CHANGED':
    'The directory was made under another key (matching) than the one that is current now.',
  'directory.numbers-lost':
    'The key {id} (matching) is revoked or missing: earlier and erased numbers that are kept under it are not recognised any more.',
  'fault.SCH_DIRECTORY_SEAL_KEY':
    'Contact data or allowances are sealed with the key {id}; it is revoked or missing, and what it sealed cannot be read.',
  'fault.SCH_DIRECTORY_SEALED': 'What is sealed cannot be opened: it belongs to another key or is damaged.',
  'fault.SCH_DIRECTORY_SOURCE_UNKNOWN': 'There is no source {name} here.',
  'fault.SCH_DIRECTORY_SOURCE_WHICH': 'It is not said which source is meant ({count} could be).',
  'fault.SCH_DIRECTORY_NO_CHANGES_TOLD': 'This source cannot tell what has changed since last time.',
  'fault.SCH_DIRECTORY_LOAD_UNKNOWN': 'No load {load} waits for an answer here.',
  'fault.SCH_DIRECTORY_LOAD_LOST':
    'The rows that were read for this load are no longer complete: the database has been restarted since, or the load was ended just now (its time is over, a newer one).',
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
    'Load all sources anew: schleuse directory rebuild. Until then what was there goes on to count.',
  'hint.SCH_DIRECTORY_SEAL_KEY':
    'If it is missing, restore it from the backup of the keys. If it is revoked: schleuse keys rotate matching, then schleuse directory rebuild seals contact data anew; enter allowances again. Nothing was shown.',
  'hint.SCH_DIRECTORY_SEALED': 'Fetch the key (directory) back from its backup, or load the source anew.',
  'hint.SCH_DIRECTORY_SOURCE_UNKNOWN': 'All are shown by: schleuse directory status',
  'hint.SCH_DIRECTORY_SOURCE_WHICH': 'Say it with --source; all are shown by: schleuse directory status',
  'hint.SCH_DIRECTORY_NO_CHANGES_TOLD': 'Load it in full (--full); nothing was changed.',
  'hint.SCH_DIRECTORY_LOAD_UNKNOWN': 'Those that wait are shown by: schleuse directory status',
  'hint.SCH_DIRECTORY_LOAD_LOST': 'Load the source once more; nothing was changed.',
  'hint.SCH_DIRECTORY_CUSTOMER_UNKNOWN':
    'Check how it is written; nothing was changed. Who became a customer a moment ago is asked for at the source by schleuse directory ask.',
  'fault.SCH_DIRECTORY_UNLOADED': 'This organisation has no directory yet; nothing was changed.',
  'hint.SCH_DIRECTORY_UNLOADED':
    'Load the customers first: schleuse directory import FILE.csv, or schleuse directory sync.',
  'fault.SCH_DIRECTORY_KEY_REVOKED':
    'The key {id} that this directory is made with is revoked. Until it has been rebuilt nothing is judged and nothing is loaded; nothing is lost.',
  'hint.SCH_DIRECTORY_KEY_REVOKED':
    'Make a new key by schleuse keys rotate matching (unless you have), then schleuse directory rebuild: all sources are read in full, and whoever was a customer is recognised.',
  'fault.SCH_DIRECTORY_KEY_GONE':
    'The key {id} that this directory is made with is not in the folder of keys. Until it is back nothing is judged and nothing is loaded.',
  'hint.SCH_DIRECTORY_KEY_GONE':
    'Restore the folder of keys from its backup. If there is none: schleuse directory rebuild --key-gone makes the directory anew from its sources; whoever was a customer is not recognised then, and earlier numbers are not either.',
  'help.directory.rebuild.key-gone': 'the key so far is lost for good: nobody is recognised',
  'fault.SCH_DIRECTORY_ASK_ADDRESS': 'This is no e-mail address; nobody was asked.',
  'hint.SCH_DIRECTORY_ASK_ADDRESS':
    'Sources are asked for an address, such as: schleuse directory ask name@library.example',
  'fault.SCH_DIRECTORY_ASK_NONE': 'No source of this organisation can be asked at once.',
  'hint.SCH_DIRECTORY_ASK_NONE':
    'Give live for an SQL or LDAP source in the settings. What a list does not hold yet, hand in by schleuse directory push. Until then the recipient counts as unknown.',
  'fault.SCH_DIRECTORY_ASK_SILENT':
    'The source {name} did not answer ({code}). So nobody knows whether there is a customer with this address.',
  'hint.SCH_DIRECTORY_ASK_SILENT':
    'Check the source and ask again. Until then the recipient counts as unknown: what goes to him is not cleared.',
  'hint.SCH_DIRECTORY_NO_NUMBER': 'Correct the row in the source; nothing was changed.',
  'hint.SCH_DIRECTORY_NO_FACT': 'Correct the row in the source; nothing was changed.',
  'hint.SCH_DIRECTORY_OWNER_UNKNOWN':
    'Load the source with the customers first, or correct the row; nothing was changed.',
  'hint.SCH_DIRECTORY_ROW_TWICE': 'Every number and every id may come only once; nothing was changed.',
  'hint.SCH_DIRECTORY_EARLIER_IS_CURRENT': 'Correct one of the two rows in the source; nothing was changed.',
  'progress.directory-rows': '{source}: {rows} {rows|row|rows} read',
  'directory.columns-ignored': '{file}: {count} {count|column|columns} unknown and not read: {listed}',
  'directory.question': 'Let it count all the same? (yes/no)',
  'state.directory-loaded':
    '{source}: {loadKind}. {added} new, {changed} changed, {gone} gone, {facts} owned values different; {customers} {customers|customer|customers} now (change {change}).',
  'state.loadKind.full': 'loaded in full',
  'state.loadKind.incremental': 'changes loaded',
  'state.directory-drop-fewer': 'Remarkably fewer {what}{factKind}: {before} so far, {after} now.',
  'state.directory-drop-household':
    'One single household would be remarkably large: at most {before} so far, {after} now. Whoever is of one household may see the others’ data.',
  'state.what.customers': 'customers',
  'state.what.name': 'customers with a name',
  'state.what.email': 'customers with an e-mail address',
  'state.what.phone': 'customers with a telephone number',
  'state.what.iban': 'customers with an account number',
  'state.what.address': 'customers with a postal address',
  'state.what.birth-date': 'customers with a birth date',
  'state.what.household': 'customers with a household',
  'state.what.protected': 'customers whose data is blocked',
  'state.what.fact': 'owned values of kind ',
  'state.directory-waiting':
    '{source}: NOT taken over, everything is as it was. If it is right so: schleuse directory import --accept-drop {load}',
  'state.directory-conflict': '{file}, line {line}: {conflict}.',
  'state.conflict.number-of-another': 'another customer has this number',
  'state.conflict.earlier-number-of-another':
    'this number, or one called an earlier one here, is or was another customer’s',
  'state.conflict.number-of-one-gone': 'a customer who is gone had this number',
  'state.conflict.customer-of-other-source': 'another source has this customer already',
  'state.directory-contested':
    '{source}: {count} {count|customer was|customers were} taken without this number; numbers are never given again. Correct the source - or, if the same customer comes back: schleuse directory readmit NUMBER',
  'state.directory-source':
    '{source} ({sourceKind}): {freshness}; {customers} {customers|customer|customers}, {protected} of them blocked; {facts} owned values. Last success: {succeededAt}. Age of what it says: {lagSeconds}, allowed: {staleAfterSeconds}.',
  'state.directory-source-unlimited':
    '{source} ({sourceKind}): {freshness}; {customers} {customers|customer|customers}, {protected} of them blocked; {facts} owned values. Last success: {succeededAt}. Age of what it says: {lagSeconds}; no limit is set.',
  'state.directory-source-never': '{source} ({sourceKind}): {freshness}.',
  'state.freshness.fresh': 'up to date',
  'state.freshness.stale': 'STALE',
  'state.freshness.ahead': 'FROM THE FUTURE (check the clocks, then: schleuse directory sync)',
  'state.freshness.never': 'never loaded',
  'state.freshness.unlimited': 'without a limit of age',
  'state.directory-source-failed': '{source}: the last load has failed ({code}).',
  'state.directory-not-due': '{source}: not due yet.',
  'state.directory-no-sources': 'There are no sources in the settings (directory.sources).',
  'state.directory-empty': 'No customers yet. Load them: schleuse directory import FILE.csv',
  'state.directory-erased':
    'Erased (change {change}). Erase him in the source as well; as long as he stands there, his number is contested.',
  'state.directory-readmitted': 'The source may tell this number again; it counts from the next load on.',
  'help.directory': 'Customers of the organisation: load, state, erase.',
  'help.directory.import': 'Loads a list or a source of the settings; it counts as a whole or not at all.',
  'help.directory.import.file': 'customer list; without it a source of the settings',
  'help.directory.import.facts': 'list of owned values, as for check --facts',
  'help.directory.import.full': 'read everything, even where the source could tell what is new',
  'help.directory.import.incremental': 'only what is new or different; whoever is missing stays',
  'help.directory.import.accept-drop': 'lets the load count that was asked about',
  'help.directory.sync': 'Loads all sources of the settings that are due.',
  'help.directory.sync.force': 'those that are not due as well',
  'help.directory.push': 'Lets new and changed rows count at once, between two loads.',
  'help.directory.push.file': 'list of new and changed customers',
  'help.directory.source': 'name of the source',
  'help.directory.erase':
    'Erases a customer; of his number a keyed hash stays, so that nobody gets it again.',
  'help.directory.readmit': 'Lets the number of a customer who was gone be told again.',
  'help.directory.number': 'customer number; - reads it from standard input',
  'help.directory.status': 'Shows for each source how old it is; status 1 if something is to be done.',
  'fault.SCH_DIRECTORY_STALE': 'The index cannot be used at present ({reason}).',
  'hint.SCH_DIRECTORY_STALE':
    'Its state is shown by: schleuse directory status. Meanwhile nothing is released.',
  'fault.SCH_ALLOWANCE_INVALID': 'This allowance can never match (kind {kind}).',
  'hint.SCH_ALLOWANCE_INVALID': 'Check how it is written; a household needs two customers at least.',
  'fault.SCH_ALLOWANCE_EXPIRY':
    'An allowance ends on a day within the next two years, for example 2027-06-30.',
  'hint.SCH_ALLOWANCE_EXPIRY': 'Give another end (--until); nothing was changed.',
  'fault.SCH_ALLOWANCE_REASON': 'An allowance needs a reason of at most {max} characters.',
  'hint.SCH_ALLOWANCE_REASON': 'Give the reason (--reason); nothing was changed.',
  'fault.SCH_ALLOWANCE_HOUSEHOLD': 'One of these customers is blocked, or of a household already.',
  'hint.SCH_ALLOWANCE_HOUSEHOLD':
    'Whoever is blocked is of no household. Correct a household of the source there.',
  'fault.SCH_ALLOWANCE_UNKNOWN': 'There is no allowance {id} here that counts.',
  'hint.SCH_ALLOWANCE_UNKNOWN': 'All are shown by: schleuse directory allow list',
  'state.allowance': '{id}  {of}, by {owner}, until {until}: {standing}',
  'state.standing.active': 'counts',
  'state.standing.expired': 'expired',
  'state.standing.ended': 'ended',
  'state.of.domain': 'domain of staff',
  'state.of.address': 'address of staff',
  'state.of.list': 'list to customers',
  'state.of.phrase': 'own text',
  'state.of.number': 'own number',
  'state.of.file': 'own file',
  'state.of.household': 'household',
  'state.allowance-added': 'Allowance {id} ({of}) counts until {until}.',
  'state.allowance-ended': 'Allowance {id} has ended.',
  'state.directory-customer':
    'Customer of source {source}, known since {firstSeenAt}, changed {changedAt}. Facts: {kinds}. Household of {householdSize}; earlier numbers: {earlierNumbers}. {index} (change {change}).',
  'state.index.in': 'In the index',
  'state.index.not-in': 'NOT YET in the index',
  'state.directory-facts': 'Owned values {factKind}: {count}',
  'state.directory-earlier-number': 'This is an earlier number of this customer.',
  'state.directory-tombstone':
    'The customer with this number is {reason} (since {since}); nobody gets the number again.',
  'state.reason.gone': 'gone',
  'state.reason.erased': 'erased',
  'state.directory-contact': '{customerNumber} {name}, {address}, {emails} {earlier}',
  'state.directory-asked': '{answer}.',
  'state.answer.known': 'Known: whoever has this address is in the directory',
  'state.answer.found': 'Found: the source knows this address, and from now on its owner is in the directory',
  'state.answer.unknown': 'Unknown: no source knows this address',
  'help.directory.ask': 'Asks the sources at once for an address that the directory does not know.',
  'help.directory.ask.asked': 'e-mail address; - reads it from standard input',
  'help.directory.explain': 'Says what is known of a customer: kinds, counts, times.',
  'help.directory.explain.asked': 'customer number or e-mail address; - reads it from standard input',
  'help.directory.explain.reveal': 'number, name and address as well; told to the trail',
  'help.directory.allow': 'Allowances: what is the organisation’s own, and who is one household.',
  'help.directory.allow.add': 'Declares an allowance, with its reason and its end.',
  'help.directory.allow.list': 'Shows all allowances, also those that have ended.',
  'help.directory.allow.end': 'Ends an allowance at once.',
  'help.directory.allow.kind': 'domain, address, list, phrase, number, file or household',
  'help.directory.allow.value': 'the value; for household two or more customer numbers',
  'help.directory.allow.reason': 'why; write no customers’ data into it',
  'help.directory.allow.until': 'last day on which it counts, for example 2027-06-30',
  'help.directory.allow.id': 'id of the allowance',
  'fault.SCH_DIRECTORY_REBUILD_SOURCE':
    'Source {source} is not in the settings or does not tell all customers; without it the directory cannot be made anew.',
  'hint.SCH_DIRECTORY_REBUILD_SOURCE':
    'Name the source in the settings (directory.sources). What was there goes on to count.',
  'fault.SCH_DIRECTORY_REBUILD_CHANGED': 'The directory was changed while it was made anew.',
  'hint.SCH_DIRECTORY_REBUILD_CHANGED': 'Call again. What was there goes on to count.',
  'state.directory-rebuilt':
    'Made anew with key {key}: {customers} {customers|customer|customers}, {gone} gone.',
  'help.directory.rebuild':
    'Makes the directory anew with the new key (matching); all sources are read for that.',
  'state.directory-current-key': 'The directory is made with the current key {key} already.',
  'fault.SCH_DIRECTORY_REBUILD_DROP': 'Source {source} tells remarkably less than so far.',
  'hint.SCH_DIRECTORY_REBUILD_DROP':
    'Load it as usual first (schleuse directory import --source {source} --full) and answer the question. What was there goes on to count.',
  'state.key-matching-next':
    'The directory goes on to count with the key before it until it is made anew: schleuse directory rebuild. Do not revoke the earlier key as long as numbers of former customers must not be given again.',
  'state.directory-index':
    'Index on this machine: change {generation}, {behind} {behind|change|changes} behind it are put over it; {sizeBytes} bytes.',
  'state.directory-index-none':
    'No index has been built on this machine yet; that is done when it is first used.',
}
