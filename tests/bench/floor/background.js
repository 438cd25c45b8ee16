// Reads the stream and hands every delta on as it comes.
chrome.runtime.onConnect.addListener((port) => {
  const stop = new AbortController()
  port.onDisconnect.addListener(() => stop.abort())
  port.onMessage.addListener(({ baseUrl, question }) => {
    if (question === undefined) stop.abort()
    else void answer(port, baseUrl, question, stop.signal).catch(() => {})
  })
})

async function answer(port, baseUrl, question, signal) {
  const body = JSON.stringify({ stream: true, messages: [{ role: 'user', content: question }] })
  const response = await fetch(`${baseUrl}/chat/completions`, { method: 'POST', body, signal })
  let rest = ''
  for await (const text of response.body.pipeThrough(new TextDecoderStream())) {
    const events = (rest + text).split('\n\n')
    rest = events.pop()
    for (const event of events) {
      const data = event.slice('data: '.length)
      if (data !== '[DONE]') port.postMessage(JSON.parse(data).choices[0].delta.content ?? '')
    }
  }
  port.postMessage(null)
}
