import { ldapSource } from '../../src/adapters/ldap/source.ts'
import { sourceContract } from '../contracts/source.contract.ts'
import { ldapSystems } from './ldap-system.ts'

const open = ldapSystems()

const gifts = {
  tellsChanges: true,
  tellsGone: false,
  hasFacts: false,
  hasEarlierNumbers: true,
  hasLastingIds: true,
  canBeAsked: true,
}

sourceContract('OpenLDAP', gifts, async (world) => {
  const { settings, change, server } = await open(world)
  const source = ldapSource(settings, () => new Date())
  return {
    source,
    change,
    async takeAway() {
      // The branch is gone from under the source; the server itself serves the other tests.
      await change({ customers: [], facts: [] })
      await server.as((client) => client.del(settings.base))
    },
    close: () => source.close(),
  }
})
