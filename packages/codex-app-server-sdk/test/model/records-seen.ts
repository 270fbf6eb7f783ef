import { ThreadRecords } from "../../src/records/thread-records.js";

let seen: ThreadRecords | undefined;

const { observe } = ThreadRecords.prototype;

/** Nothing that a user holds shows the records of a client, so that they are caught at work. */
ThreadRecords.prototype.observe = function (...args): void {
  seen = this;
  observe.apply(this, args);
};

/** Forgets the client before. */
export function forgetRecordsSeen(): void {
  seen = undefined;
}

/** The records of the client that was last told something; undefined before that. */
export function recordsSeen(): ThreadRecords | undefined {
  return seen;
}
