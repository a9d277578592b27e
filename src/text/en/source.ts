/** Sources of customers, in English. */
import type { source as german } from '../de/source.ts'

export const source = {
  'fault.SCH_SOURCE_ADDRESS': 'The server’s address of this source cannot be understood.',
  'fault.SCH_SOURCE_PARAMETER':
    'In the query “{query}” the parameter “{parameter}” is missing, or there is none of this name.',
  'fault.SCH_SOURCE_FILTER': 'The filter of this source is no valid LDAP filter.',
  'fault.SCH_SOURCE_LDAP_ADDRESS': 'The address of the directory server cannot be understood.',
  'fault.SCH_SOURCE_LIMITED': 'The source does not give this account all entries ({reason}).',
  'fault.SCH_SOURCE_ELSEWHERE': 'A part of the entries lies on another server.',
  'fault.SCH_SOURCE_AWAY': 'The source cannot be reached, or the connection has broken ({reason}).',
  'fault.SCH_SOURCE_REFUSED': 'The source does not let this account in ({reason}).',
  'fault.SCH_SOURCE_CERTIFICATE': 'The connection to the source is not safely encrypted ({reason}).',
  'fault.SCH_SOURCE_QUERY': 'The source refuses the query ({reason}).',
  'fault.SCH_SOURCE_SLOW': 'The source does not answer in the time it is given ({reason}).',
  'fault.SCH_SOURCE_CALLED_OFF': 'Reading the source was called off.',
  'fault.SCH_SOURCE_CHANGED': 'The file was changed while it was read.',
  'fault.SCH_SOURCE_COLUMN_MISSING': 'The query lacks a column. Its name is: {names}.',
  'fault.SCH_SOURCE_COLUMN_TWICE': 'The query names {field} twice, first in column {other}.',
  'fault.SCH_SOURCE_COLUMN_UNKNOWN': 'The column “{name}” is not known. Possibly meant: {near}.',
  'fault.SCH_SOURCE_ROWS_MANY': 'The source delivers more than {max} rows.',
  'fault.SCH_SOURCE_BYTES_MANY': 'The source delivers more than {max} bytes.',
  'hint.SCH_SOURCE_ADDRESS':
    'The form is postgres://account:password@server/database or mariadb://...; a socket is ?host=FOLDER or ?socket=FILE; nothing else belongs in it.',
  'hint.SCH_SOURCE_PARAMETER': 'What has changed is asked with :since, who has an address with :address.',
  'hint.SCH_SOURCE_FILTER': 'This is a filter: (objectClass=inetOrgPerson)',
  'hint.SCH_SOURCE_LDAP_ADDRESS':
    'The form is ldaps://server, ldap://server:389 or ldapi://%2Frun%2Fslapd%2Fldapi, without further parts.',
  'hint.SCH_SOURCE_LIMITED':
    'Give the account larger limits on the server (OpenLDAP: limits, Active Directory: MaxPageSize and page_size). The last complete state still holds.',
  'hint.SCH_SOURCE_ELSEWHERE':
    'Choose a base without referrals, or name the other server as a source of its own. The last complete state still holds.',
  'hint.SCH_SOURCE_AWAY':
    'The last complete state still holds; nobody was deleted. Check server and network; it is tried again.',
  'hint.SCH_SOURCE_REFUSED':
    'Check account, password and name of the database. The last complete state still holds.',
  'hint.SCH_SOURCE_CERTIFICATE':
    'Check the server’s certificate and tls.ca. Nothing was read, and no password was sent that could be read on its way.',
  'hint.SCH_SOURCE_QUERY':
    'Run the query by hand with the same account; it may only read. The last complete state still holds.',
  'hint.SCH_SOURCE_SLOW':
    'Check index and load of the source, or raise timeout. The last complete state still holds.',
  'hint.SCH_SOURCE_CALLED_OFF': 'The last complete state still holds.',
  'hint.SCH_SOURCE_CHANGED':
    'Write the file under another name and rename it then. The last complete state still holds.',
  'hint.SCH_SOURCE_COLUMN_MISSING': 'Name the column with AS, for example: cardnumber AS customer_number',
  'hint.SCH_SOURCE_COLUMN_TWICE': 'Leave one of the two out.',
  'hint.SCH_SOURCE_COLUMN_UNKNOWN': 'Name the column with AS, or leave it out.',
  'hint.SCH_SOURCE_ROWS_MANY': 'If that is right, raise rows_max. The last complete state still holds.',
  'hint.SCH_SOURCE_BYTES_MANY': 'If that is right, raise bytes_max. The last complete state still holds.',
} as const satisfies Readonly<Record<keyof typeof german, string>>
