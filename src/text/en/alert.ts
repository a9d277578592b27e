/** Alerts to staff, in English. */
import type { alert as german } from '../de/alert.ts'

export const alert = {
  'fault.SCH_ALERT_UNKNOWN': 'There is no open alert of this id here.',
  'hint.SCH_ALERT_UNKNOWN': 'All are listed by: schleuse alert list',
  'alert.subject.raised': 'Schleuse: {organisation} - somebody has to look',
  'alert.subject.hour': 'Schleuse: {organisation} - open for an hour',
  'alert.subject.day': 'Schleuse: {organisation} - open for a day',
  'alert.text':
    '{what}\n\nOrganisation: {organisation}\nSince: {raisedAt}\nAlert: {id}\n\nWhen somebody takes care of it, please acknowledge it:\n\n  schleuse alert acknowledge {id}\n',
  'alert.reserved': 'What this alert says is not sent. Look on the machine itself: schleuse alert list',
  'alert.trail-broken':
    'The audit trail does not continue the head that was signed last; it shows at entry {entry}. Nothing is signed any more. Look with: schleuse audit verify',
  'alert.witness-failing':
    'The witness {witness} has not taken a signed head for more than an hour. Nothing is lost, it is tried again. The reason is shown by: schleuse audit witnesses',
  'alert.retention-failing':
    'What has expired could not be removed ({what}). It is still there. The reason is shown by: schleuse retention run',
  'alert.directory-stale':
    'The customer list of the source {source} is older than it may be. Mails are held until it is right again. Look with: schleuse directory status',
  'alert.directory-asks':
    'The source {source} has delivered far fewer customers than before. Nothing was taken over; somebody has to decide. Look with: schleuse directory status',
  'alert.directory-never':
    'The source {source} has never delivered a customer list. Its customers are not known here. Look with: schleuse directory status',
  'alert.request-waiting':
    'The request {request} has waited for a second person for more than {waiting}. Nothing counts until somebody else confirms it. Look with: schleuse staff requests',
  'alert.allowance-ending':
    'The allowance {allowance} ends within 14 days; then what it allows is held again. Look with: schleuse directory allow list',
  'alert.allowance-ended':
    'The allowance {allowance} has ended: what it allowed is held again. Look with: schleuse directory allow list',
  'alert.token-ending':
    'The access token {token} ends within 14 days; then whoever uses it is refused. Look with: schleuse staff token list',
  'alert.certificate-ending':
    'The TLS certificate of the server {left}. With one that has ended nobody connects. New files are taken up by themselves.',
  'alert.backup-missing':
    'No backup was made for more than {hours} hours. Make one with: schleuse backup create',
  'state.alert':
    '{raisedAt}  {id}  {alert} ({about}): {status}, seen {times} times, {failing} messengers not reached',
  'state.alert-none': 'No open alert.',
  'state.alert-acknowledged': 'Alert {id} is acknowledged.',
  'state.alert-told': 'Alert {id}: {messenger} was told.',
  'state.alert-untold': 'Alert {id}: {messenger} was NOT told ({why}); it is tried again.',
  'state.alert-nobody': 'Nobody is told: the settings have neither mail nor webhooks under alerts.',
  'state.alert-quiet': 'Nothing is due.',
  'state.alert.trail-broken': 'trail not continued',
  'state.alert.witness-failing': 'witness takes nothing',
  'state.alert.retention-failing': 'expired data not removed',
  'state.alert.directory-stale': 'customer list stale',
  'state.alert.directory-asks': 'customer list asks',
  'state.alert.directory-never': 'customer list never read',
  'state.alert.request-waiting': 'request waits for second person',
  'state.alert.allowance-ending': 'allowance ends soon',
  'state.alert.allowance-ended': 'allowance has ended',
  'state.alert.token-ending': 'access token ends soon',
  'state.alert.certificate-ending': 'TLS certificate ends',
  'state.alert.backup-missing': 'backup missing',
  'state.waiting.hour': 'an hour',
  'state.waiting.day': 'a day',
  'state.left.month': 'ends within 30 days',
  'state.left.week': 'ends within 7 days',
  'state.left.nothing': 'has ended',
  'state.status.open': 'open',
  'state.status.acknowledged': 'acknowledged',
  'state.status.over': 'over',
  'state.permission.alert-read': 'see alerts',
  'state.permission.alert-acknowledge': 'acknowledge alerts',
  'state.permission.alert-tell': 'send notifications',
  'help.alert': 'Alerts to staff.',
  'help.alert.list': 'Lists open alerts.',
  'help.alert.list.all': 'also those acknowledged or over',
  'help.alert.acknowledge': 'Says that somebody takes care of it; then nobody is reminded any more.',
  'help.alert.id': 'id of the alert',
  'help.alert.tell': 'Tells now whoever is still to be told.',
} as const satisfies Readonly<Record<keyof typeof german, string>>
