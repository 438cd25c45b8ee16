import type { Locator, Page } from 'playwright'

/** What a reader finds in the panel, by the names that the panel promises to scripts. */
export function chatIn(panel: Page) {
  const byId = (id: string): Locator => panel.getByTestId(id)
  const messages = (role: 'user' | 'assistant'): Locator => panel.locator(`[data-testid=message][data-role=${role}]`)
  const answer = messages('assistant').last()
  return {
    composer: byId('composer-input'),
    stop: byId('composer-stop'),
    chips: byId('context-chip'),
    picker: byId('preset-picker'),
    /** What can be chosen, while the list of models is open. */
    models: byId('preset-choice'),
    questions: messages('user'),
    answers: messages('assistant'),
    answer,
    answerText: answer.getByTestId('message-text'),
    error: byId('message-error'),
    /** The newest message, once it is an answer that stands so: what became of an earlier one is no sign of it. */
    answerThat: (status: 'complete' | 'failed' | 'stopped' | 'interrupted' | 'streaming'): Locator =>
      byId('message')
        .last()
        .and(panel.locator(`[data-role=assistant][data-status=${status}]`)),
    attachPage: async () => {
      await byId('attach-menu').click()
      await byId('attach-menu-page').click()
    },
    attachSelection: async () => {
      await byId('attach-menu').click()
      await byId('attach-menu-selection').click()
    },
    /** Chooses a model by a part of its name, with the keyboard. */
    choose: async (name: string) => {
      await byId('preset-picker').click()
      await byId('preset-search').fill(name)
      await byId('preset-search').press('Enter')
    },
    ask: async (question: string) => {
      await byId('composer-input').fill(question)
      await byId('composer-input').press('Enter')
    },
  }
}
