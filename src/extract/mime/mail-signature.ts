/** Fields of which a mail that lies in a file has some near its top. */
const mailField =
  /^(received|return-path|delivered-to|x-original-to|from|to|subject|date|message-id|mime-version|content-type|x-mozilla-status|x-sender|reply-to|sender|arc-seal|dkim-signature)[ \t]*:/i

/** Bytes looked at: the first lines of any relay's trace fit. */
const sniffedBytes = 2_048

/** Do these bytes begin like a message: at least two header fields, one of them a field of mail? */
export function looksLikeMail(bytes: Uint8Array): boolean {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, sniffedBytes))
  const lines = head.toString('latin1').split(/\r*\n/)
  let fields = 0
  let known = 0
  for (const [index, line] of lines.entries()) {
    if (index === 0 && /^>?From /.test(line)) continue
    if (/^[ \t]/.test(line) && fields > 0) continue
    if (!/^[!-9;-~]{1,80}[ \t]*:/.test(line)) break
    fields++
    if (mailField.test(line)) known++
  }
  return fields >= 2 && known >= 1
}
