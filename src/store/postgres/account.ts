/** The account a cluster runs as: PostgreSQL refuses to be root. */
import { readFileSync } from 'node:fs'
import { userInfo } from 'node:os'

export interface Account {
  readonly name: string
  readonly uid: number
  readonly gid: number
}

/** In this order; the last one exists on every Linux. A cluster keeps the account that owns its folder. */
const preferred = ['schleuse', 'postgres', 'nobody']

/** The account a new cluster runs as: our own, or, for root, the first of `preferred` that the machine has. */
export function clusterAccount(passwd = readFileSync('/etc/passwd', 'utf8')): Account {
  const me = userInfo()
  if (me.uid !== 0) return { name: me.username, uid: me.uid, gid: me.gid }
  const accounts = accountsOf(passwd)
  const found = preferred
    .map((name) => accounts.find((one) => one.name === name))
    .find((one) => one !== undefined)
  return found ?? { name: 'nobody', uid: 65534, gid: 65534 }
}

/** The account with this user id, for a folder that exists already. */
export function accountOfUid(uid: number, passwd = readFileSync('/etc/passwd', 'utf8')): Account | undefined {
  return accountsOf(passwd).find((one) => one.uid === uid)
}

function accountsOf(passwd: string): readonly Account[] {
  return passwd.split('\n').flatMap((line) => {
    const [name, , uid, gid] = line.split(':')
    return name && uid && gid ? [{ name, uid: Number(uid), gid: Number(gid) }] : []
  })
}
