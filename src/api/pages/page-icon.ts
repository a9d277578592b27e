/** A gate between two waters, for the tab of the browser; without one browsers ask for a file that is not there. */
export const pageIcon = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16">
<rect width="16" height="16" rx="3" fill="#0b5c7a"/>
<path d="M8 2v12" stroke="#fff" stroke-width="2"/>
<path d="M2 6h4M2 9h4M10 9h4M10 12h4" stroke="#fff" stroke-width="1.5" stroke-linecap="round"/>
</svg>
`
