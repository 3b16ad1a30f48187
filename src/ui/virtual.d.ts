// What the build gathers from the capabilities: their screens, and their words by language.

declare module 'virtual:screens' {
  export const screens: import('./screens.ts').Screens
  export const bar: import('./screens.ts').Bar
}

declare module 'virtual:words/en' {
  const sheet: Record<string, string | unknown[]>
  export default sheet
}
declare module 'virtual:words/fr' {
  const sheet: Record<string, string | unknown[]>
  export default sheet
}
declare module 'virtual:words/ar' {
  const sheet: Record<string, string | unknown[]>
  export default sheet
}
declare module 'virtual:words/so' {
  const sheet: Record<string, string | unknown[]>
  export default sheet
}

declare module '*?worker&url' {
  const address: string
  export default address
}

declare module '*.css' {}
