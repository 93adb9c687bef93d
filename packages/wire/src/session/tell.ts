/** Calls a listener. What it throws is its own matter: it surfaces as an unhandled rejection, and the session goes on. */
export function tell(listener: () => void): void {
  try {
    listener();
  } catch (error) {
    void Promise.reject(error);
  }
}
