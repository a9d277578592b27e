/** Checking mails, and what all commands have in common, in English. */
import type { check as german } from '../de/check.ts'

export const check = {
  'at.file': '{file}',
  'at.line': '{file}, line {line}',
  'at.column': '{file}, line {line}, column {column}',
  'fault.further': '… and {count} more {count|error|errors} in this file.',
  'fault.nothing-judged': 'Nothing was checked.',
  'remark.columns-ignored': '{count|This column is|These columns are} not read: {listed}.',
  'remark.columns-unnamed': '(without a name)',
  'remark.iban-checksum':
    '{count} {count|IBAN has a wrong check digit|IBANs have wrong check digits} (line {listed}); {count|it is|they are} not recognised in mails.',
  'remark.email-form':
    '{count} {count|row has|rows have} an e-mail that is not an address (line {listed}); it is not recognised in mails.',
  'remark.shared-address':
    '{count} {count|address belongs|addresses belong} to several customers without a common household: whoever reads there counts as each of them. Enter households in the customer list.',
  'remark.numbers-dense':
    '{kind} of {length} characters ({count}) are so dense that a figure alone is none of them: they count only behind a word such as “customer number” or together with another fact.',
  'remark.kind.customer-number': 'Customer numbers',
  'remark.kind.owned-fact': 'Assigned values',
  'remark.files-passed-over':
    '{count} {count|file is not a mail and was|files are not mails and were} passed over{listed}.',
  'remark.links-passed-over':
    '{count} {count|link to a folder was|links to folders were} not followed{listed}.',
  'remark.mail-unreadable': 'This cannot be opened ({reason}); what is in it is unchecked.',
  'progress.judged': '{mails} {mails|mail|mails} checked, {findings} {findings|finding|findings} …',
  'progress.directory': 'Reading the customer list …',
  'report.exposes': 'DISCLOSURE',
  'report.unread': 'UNCHECKED',
  'report.sees': '{viewer} sees {kinds} of customer {subject}.',
  'report.sees-candidates':
    '{viewer} sees {kinds}, probably of customer {subject} (the name fits {candidates} customers).',
  'report.where': 'Where: {places}.',
  'report.why': 'Why: {why}.',
  'report.to': 'to {viewer}.',
  'report.not-read': 'Not read: {parts}.',
  'report.no-recipient': 'No recipient can be found, so it cannot be judged.',
  'report.unreadable': 'The mail cannot be read, so it cannot be judged.',
  'report.read-whole': 'The mail was read completely.',
  'report.further': '{count} more',
  'report.viewer-customer': '{recipient} ({count|customer|customers} {customers})',
  'report.viewer-staff': '{recipient} (staff)',
  'report.viewer-nobody': '{recipient} (not a customer)',
  'report.part': '{place} – {reason}',
  'why.identifier': 'one identifier alone points to this customer',
  'why.corroborated': 'several facts together point to this customer',
  'why.addressed': 'the name stands where the recipient’s should',
  'kind.customer-number': 'customer number',
  'kind.name': 'name',
  'kind.email': 'e-mail address',
  'kind.phone': 'phone number',
  'kind.iban': 'IBAN',
  'kind.address': 'postal address',
  'kind.birth-date': 'date of birth',
  'kind.owned-fact': 'assigned value',
  'reason.encrypted': 'encrypted',
  'reason.broken': 'damaged',
  'reason.unknown-charset': 'unknown character set',
  'reason.unknown-format': 'unknown format',
  'reason.image': 'image',
  'reason.too-large': 'too large',
  'reason.too-deep': 'nested too deeply',
  'reason.too-many-parts': 'too many parts',
  'reason.ratio': 'suspiciously compressed',
  'reason.timeout': 'out of time',
  'reason.memory': 'out of memory',
  'place.header.subject': 'subject',
  'place.header.from': 'sender',
  'place.header.to': 'field “To”',
  'place.header.cc': 'field “Cc”',
  'place.header.bcc': 'field “Bcc”',
  'place.header.reply-to': 'reply address',
  'place.header': 'header {name}',
  'place.text/plain': 'text',
  'place.text/html': 'HTML text',
  'place.part': 'part {type}',
  'place.attachment': 'attachment {number} ({type})',
  'place.in': '{inner} in {outer}',
  'place.message': 'whole mail',
  'summary.judged':
    '{mails} {mails|mail|mails}, {deliveries} {deliveries|delivery|deliveries} (one for each mail and recipient), {seconds} s',
  'summary.exposes': '{count|shows|show} other customers’ data ({findings} {findings|finding|findings})',
  'summary.undecided': 'cannot be judged, because something stayed unread',
  'summary.clear': 'nothing found',
  'summary.clear-staff': 'nothing found ({staff} to staff)',
  'summary.all-clear': 'No mail shows one customer another’s data.',
  'summary.todo': 'What to do',
  'todo.addressed.organisation':
    'Name in place of the recipient’s: If it is one of your staff’s, declare it as an allowance: schleuse directory allow add phrase',
  'todo.nobody.organisation':
    'Not a customer: If the recipient is one after all, the address is missing in the directory (schleuse directory ask asks the source). If it is one of your staff’s: schleuse directory allow add address',
  'todo.image.organisation':
    'Images: Declare your own images (logo, signature) by their SHA-256 as allowances: schleuse directory allow add file',
  'todo.exposes':
    'Disclosure: Do not send these mails. Correct the template or program they come from and check again. If they are already sent, tell the data protection officer at once: 72 hours run from becoming aware (Art. 33 GDPR).',
  'todo.addressed':
    'Name in place of the recipient’s: If it is one of your staff’s, enter it in the file for --allow under phrases.',
  'todo.nobody':
    'Not a customer: If the recipient is one after all, the address is missing in the customer list. If it is one of your staff’s, enter it in the file for --allow under addresses or domains.',
  'todo.undecided':
    'Unchecked: What was not read can hold anything. Look at it yourself before sending, or leave it out.',
  'todo.encrypted': 'Encrypted: Check the file without its password, before it is encrypted.',
  'todo.image':
    'Images: Enter your own images (logo, signature) by their SHA-256 in the file for --allow under files.',
  'todo.no-recipient': 'Without recipient: Say with --to whom the mail is for.',
  'help.usage': 'Usage:',
  'help.arguments': 'Arguments:',
  'help.options': 'Options:',
  'help.commands': 'Commands:',
  'help.command': 'show help',
  'help.version': 'show the version',
  'help.program':
    'The lock between a change and the customers: no mail shows one customer another customer’s data.',
  'help.check': 'Checks mails against a customer list and says which mail shows whom whose data.',
  'help.check.path': 'a mail (.eml, .mbox, .msg), or a folder, which is read with all folders below it',
  'help.check.directory': 'customer list, a CSV file',
  'fault.SCH_CHECK_TWO_DIRECTORIES':
    '“{option}” and “--organisation” do not go together: customers, owned facts and allowances stand in the directory of the organisation already.',
  'hint.SCH_CHECK_TWO_DIRECTORIES':
    'Leave one of them out. Allowances of an organisation are declared by: schleuse directory allow add',
  'fault.SCH_CHECK_NO_STATE':
    '“{option}” belongs to “--organisation”; against a file, mails are checked without server, database and account.',
  'hint.SCH_CHECK_NO_STATE':
    'Leave the option out, or check against the directory of an organisation with --organisation NAME.',
  'help.check.organisation':
    'instead of the file: the directory of this organisation, with its owned facts, households and allowances; whose numbers are shown is told to the trail',
  'help.check.config': 'with --organisation: file of the settings',
  'help.check.state': 'with --organisation: folder of the state',
  'help.check.token-file': 'with --organisation: file with the access token of an account',
  'help.check.facts':
    'values that belong to customers (barcodes, invoice numbers), a CSV file: kind,value,owner',
  'help.check.to':
    'recipient; may be given several times. Without it, the recipients named in the mail count',
  'help.check.allow': 'what exposes nobody, a YAML file: domains, addresses, lists, phrases, numbers, files',
  'help.check.lang': 'language: de or en',
  'help.check.redact': 'replace files, recipients and customer numbers by pseudonyms',
  'help.check.json': 'print one line of JSON per mail and recipient',
  'help.check.exit':
    'Exit status\n  0  all clear\n  1  at least one mail shows another customer’s data\n  3  none does, but something stayed unread\n  2  wrong call or unreadable input; nothing was checked\n  4  a fault of the program or the machine; only what is printed holds',
  'help.check.columns':
    'Columns of the customer list (in English or German, only the first is needed):\n  customer_number, title, first_name, last_name, company, email, phone, mobile,\n  street, postcode, city, birth_date, iban, household, protected',
  'help.json': 'print one JSON object per line',
} as const satisfies Readonly<Record<keyof typeof german, string>>
