// The two choices kept on a workstation, language and light; nothing about a person is kept.

type Choice = 'language' | 'light'

/** The kept choice, if it is one of those allowed; a private window may keep nothing. */
export function kept<T extends string>(choice: Choice, allowed: readonly T[]): T | undefined {
  try {
    const value = localStorage.getItem(`safar-${choice}`)
    return allowed.find((each) => each === value)
  } catch {
    return undefined
  }
}

/** Keeps a choice where the browser lets us. */
export function keep(choice: Choice, value: string): void {
  try {
    localStorage.setItem(`safar-${choice}`, value)
  } catch {
    // Not kept: the officer chooses again next time, nothing else depends on it.
  }
}
