// Puts every delta into one text node, at once.
const baseUrl = new URLSearchParams(location.search).get('server')
const thread = document.querySelector('#thread')
const composer = document.querySelector('#composer')

composer.addEventListener('keydown', (event) => {
  if (event.key !== 'Enter') return
  event.preventDefault()
  const question = document.createElement('p')
  question.dataset.role = 'user'
  question.textContent = composer.value
  const answer = document.createElement('p')
  answer.dataset.role = 'assistant'
  answer.dataset.status = 'streaming'
  const text = document.createTextNode('')
  answer.append(text)
  thread.append(question, answer)
  const port = chrome.runtime.connect()
  port.onMessage.addListener((delta) => {
    if (delta === null) answer.dataset.status = 'complete'
    else text.appendData(delta)
  })
  document.querySelector('#stop').addEventListener('click', () => port.postMessage({}))
  port.postMessage({ baseUrl, question: composer.value })
  composer.value = ''
})
