/** The server, its addresses and its answers, in English. */
export const serve = {
  'fault.SCH_WORK_LOST': 'Another process has taken this work over meanwhile.',
  'fault.SCH_WORK_SLOW': 'This work took longer than it may.',
  'hint.SCH_WORK_LOST': 'Nothing to do: what this process still tried was not accepted.',
  'hint.SCH_WORK_SLOW':
    'It is tried again by itself. If it happens often, check the load of the machine and of the source.',
  'fault.SCH_SERVE_ADDRESS': 'This address to listen on cannot be read.',
  'fault.SCH_SERVE_PLAIN':
    'On an address that other machines reach, Schleuse does not listen without TLS: passwords and data would cross the network readable.',
  'fault.SCH_SERVE_PROXY':
    'serve.trusted_proxies holds something that is neither an address nor a network nor "unix".',
  'fault.SCH_SERVE_LISTEN': 'Cannot listen on {address} ({why}).',
  'fault.SCH_TLS_FILE': 'This file is no good for TLS ({why}).',
  'fault.SCH_TLS_KEY_EXPOSED': 'Others can read or change this TLS key; it is not used.',
  'fault.SCH_HTTP_INPUT': 'The request does not keep to the contract.',
  'fault.SCH_HTTP_SIGN_IN': 'This needs somebody who is signed in.',
  'fault.SCH_HTTP_FORBIDDEN': 'This account may not do that.',
  'fault.SCH_HTTP_INSECURE': 'This request did not come by HTTPS; it is not answered.',
  'fault.SCH_HTTP_NOT_FOUND': 'There is no such thing here.',
  'fault.SCH_HTTP_BODY_LARGE': 'The request is too large.',
  'fault.SCH_HTTP_MEDIA_TYPE': 'The request is not accepted in this form.',
  'fault.SCH_HTTP_OTHER_HOST': 'This server does not answer under this name.',
  'fault.SCH_HTTP_TOO_MANY': 'These were too many requests in a short time.',
  'fault.SCH_HTTP_SLOW': 'The answer took too long; what was already confirmed holds.',
  'hint.SCH_SERVE_ADDRESS': 'Like this: 127.0.0.1:8470, [::1]:8470 or unix:/run/schleuse/http.sock.',
  'hint.SCH_SERVE_PLAIN':
    'Set serve.tls (certificate and key), or serve.trusted_proxies if a proxy does the TLS, or use 127.0.0.1.',
  'hint.SCH_SERVE_PROXY': 'Like this: 10.0.0.5, 10.0.0.0/24, 2001:db8::/64 or unix.',
  'hint.SCH_SERVE_LISTEN': 'Check whether another program listens there and whether the account may.',
  'hint.SCH_TLS_FILE':
    'The certificate with its chain and the key that belongs to it, both as PEM. A certificate that is already loaded stays in use.',
  'hint.SCH_TLS_KEY_EXPOSED':
    'Set its mode to 0600 (or 0640 with a group of its own). Whoever may have read it can pretend to be this server: issue a new certificate.',
  'hint.SCH_HTTP_INPUT': 'What is expected stands in /api/v1/openapi.json.',
  'hint.SCH_HTTP_SIGN_IN': 'Sign in and try again.',
  'hint.SCH_HTTP_FORBIDDEN': 'Ask somebody who has the role for it.',
  'hint.SCH_HTTP_INSECURE':
    'Call the address with https://. A proxy must stand in serve.trusted_proxies and send X-Forwarded-Proto: https.',
  'hint.SCH_HTTP_NOT_FOUND': 'What there is stands in /api/v1/openapi.json.',
  'hint.SCH_HTTP_BODY_LARGE': 'Send it in smaller parts.',
  'hint.SCH_HTTP_MEDIA_TYPE': 'Send it as application/json.',
  'hint.SCH_HTTP_OTHER_HOST': 'Use the address of serve.public_url.',
  'hint.SCH_HTTP_TOO_MANY': 'Wait a minute.',
  'hint.SCH_HTTP_SLOW': 'Look at the state, then try again.',
} as const
