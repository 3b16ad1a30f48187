// The waist between two nodes: one asks, the other answers; what carries it is handed in.

/** What one node asks of another; `path` begins with /sync/ and holds nothing personal. */
export interface SyncRequest {
  method: 'GET' | 'POST'
  path: string
  headers: Readonly<Record<string, string>>
  body: Buffer
}

/** What the other answers: a status as HTTP has them, lower-case headers, and bytes. */
export interface SyncAnswer {
  status: number
  headers: Readonly<Record<string, string>>
  body: Buffer
}

/** Who asks, as what carries the request has proved it: the origin of an enrolled node. */
export interface Peer { origin: string }

/**
 * A way to one other node. Throws LinkDown where it is cut: before the request arrived, after it
 * was done, or anywhere between, so that whoever asks must be able to ask again.
 */
export interface Link {
  ask(request: SyncRequest): Promise<SyncAnswer>
}

/** Answers other nodes; never throws for what they send. */
export interface Door {
  answer(request: SyncRequest, peer: Peer): Promise<SyncAnswer>
}

/** There was no answer; whether the request was done is not known. */
export class LinkDown extends Error {
  constructor(why: string, cause?: unknown) {
    super(`the link is down: ${why}`, { cause })
  }
}
