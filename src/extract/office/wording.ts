/** Which attributes of office markup are words for people, and which are measures. */
import type { XmlTag } from './xml-walk.ts'

/** Attributes that hold what a person typed, so that even a bare number in them is somebody's. */
const typed = new Set(
  [
    'title descr alt author initials userId providerId displayName name tooltip display instr text prompt error',
    'promptTitle errorTitle displayText fullDate caption uniqueName location Target target description comment help',
    'command connection connectionString sourceFile localFile sheetName lastModifiedBy userName password ref-name',
    'statusBar customMenu shortcutKey oleLink progId dde action href label subject keywords connectString query',
  ]
    .join(' ')
    .split(' '),
)

/** Elements whose `val` a person typed. */
const typedValues = new Set([
  ...'alias tag docVar default statusText helpText listEntry listItem query connectString addressFieldName'.split(
    ' ',
  ),
  ...'mailSubject headerSource dataSource udl name mappedName placeholder sheetName result externalName'.split(
    ' ',
  ),
])

/** Attributes that are never words: styles and shapes in long rows of measures. */
const measures = new Set('style path formulas adj points d bldLvl Ignorable Requires'.split(' '))

/**
 * Visits the attributes of a tag that can tell something of a person. Elsewhere a number is a width, a colour or an
 * identity of the markup, and seven digits of it are soon somebody's customer number.
 */
export function eachWording(tag: XmlTag, visit: (value: string) => void): void {
  const isTypedValue = typedValues.has(tag.name)
  tag.eachAttribute((name, value) => {
    if (value === '') return
    if (typed.has(name) || (isTypedValue && (name === 'val' || name === 'value' || name === 'name')))
      visit(value)
    else if (!measures.has(name) && isSentence(value)) visit(value)
  })
}

/** Several words, an address or a link. */
function isSentence(value: string): boolean {
  if (!value.includes(' ') && !value.includes('@') && !value.includes('://')) return false
  return /\p{L}/u.test(value)
}
