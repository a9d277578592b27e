/** The tag that is being read, with those of its attributes that change how the text around it is read. */
import { type ElementKind, elementKinds } from './html-name.ts'
import type { ScopeKind } from './html-scope.ts'

export interface Tag {
  name: string
  /** Undefined for a name that is no element: it may be an address in angle brackets. */
  kind: ElementKind | undefined
  /** What a field or a meta element calls its value. */
  label: string
  value: string
  type: string
  columns: number
  rows: number
  isTiny: boolean
  scope: ScopeKind | undefined
}

export function openTag(name: string): Tag {
  const kind = elementKinds.get(name)
  return {
    name,
    kind,
    label: '',
    value: '',
    type: '',
    columns: 1,
    rows: 1,
    isTiny: false,
    scope: kind === 'verbatim' ? 'verbatim' : undefined,
  }
}

/** Whether a name belongs to another vocabulary (`o:p`) or a custom element rather than to a person. */
export function isForeignName(name: string): boolean {
  return name.includes(':') && !name.includes('@')
}

/**
 * Keeps what an attribute says about the text around its element.
 * @returns true if the value is written with its label when the tag ends
 */
export function keepAttribute(tag: Tag, name: string, value: string): boolean {
  switch (name) {
    case 'name':
    case 'property':
    case 'itemprop':
      if (tag.label === '') tag.label = value
      return false
    case 'value':
    case 'content':
      tag.value = value
      return true
    case 'type':
      tag.type = value.toLowerCase()
      return false
    case 'colspan':
      tag.columns = spanOf(value)
      return false
    case 'rowspan':
      tag.rows = spanOf(value)
      return false
    case 'width':
    case 'height':
      tag.isTiny ||= Number.parseInt(value, 10) <= 2
      return false
    case 'dir':
      if (tag.name === 'bdo' && value.toLowerCase() === 'rtl') tag.scope = 'reversed'
      return false
    case 'hidden':
      if (tag.kind === 'inline') tag.scope = 'hidden'
      return false
    case 'style':
      tag.scope ??= scopeOfStyle(value, tag.kind)
      return false
    default:
      return false
  }
}

function spanOf(value: string): number {
  const span = Number.parseInt(value, 10)
  return Number.isNaN(span) ? 1 : Math.max(span, 1)
}

/** Styles that decide where lines end, or in which direction they are read. */
function scopeOfStyle(style: string, kind: ElementKind | undefined): ScopeKind | undefined {
  if (style.includes('white-space') && /white-space\s*:\s*(pre|break-spaces)/i.test(style)) return 'verbatim'
  if (style.includes('bidi-override') && /direction\s*:\s*rtl/i.test(style)) return 'reversed'
  if (kind !== 'inline') return undefined
  if (isHidingStyle(style)) return 'hidden'
  const isBlock = style.includes('display') && /display\s*:\s*(block|flex|grid|table|list-item)/i.test(style)
  return isBlock ? 'block' : undefined
}

function isHidingStyle(style: string): boolean {
  if (!style.includes('none') && !style.includes('hid') && !style.includes('font-size')) return false
  return /display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all|font-size\s*:\s*0(?![.\d]*[1-9])/i.test(
    style,
  )
}
