// A key of the keyboard as a small plate beside what it does.

/** Shows a key by its name in `useKeys`; Enter is drawn, since few typefaces have its sign. */
export function Key({ name }: { name: string }) {
  if (name !== 'Enter') return <kbd>{name}</kbd>
  return (
    <kbd>
      <svg viewBox="0 0 16 16" role="img" aria-label="Enter" fill="none" stroke="currentColor"
        strokeWidth="1.6">
        <path d="M13.5 2.5v6h-10M6.6 5 3 8.5 6.6 12" />
      </svg>
    </kbd>
  )
}
