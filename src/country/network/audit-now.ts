// What a hub's audit of itself shows to those who look after the network.

/** The last round, and what was ever found since the start, each in the place where it is. */
export interface AuditShown {
  at: string
  sound: boolean
  findings: readonly { where: string; what: string }[]
}

/** What a hub offers under the name `audit`. */
export interface AuditNow { now(): AuditShown | undefined }
