/** Where programs look for the machine's mailer. @source Filesystem Hierarchy Standard 3.0, section 4.10; older programs ask /usr/lib */
export const sendmailPaths = ['/usr/sbin/sendmail', '/usr/lib/sendmail', '/usr/bin/sendmail']
