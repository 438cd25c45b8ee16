/** What differs from machine to machine. */
export type Surroundings = {
  /** This extension's own origin, such as `chrome-extension://…`. */
  origin: string
  /** As the browser names the operating system: `mac`, `win`, `linux` and rarer ones. */
  os: string
}

/** The line that lets this extension in, and what to do besides. Restarting is what everybody forgets. */
export function originsCommand({ origin, os }: Surroundings): { text: string; note: string } {
  const kept = 'If OLLAMA_ORIGINS is set already, keep its value and add this one behind a comma.'
  if (os === 'mac') {
    return {
      text: `launchctl setenv OLLAMA_ORIGINS "${origin}"`,
      note: `Run it in a terminal, then quit Ollama and start it again. ${kept}`,
    }
  }
  if (os === 'win') {
    return {
      text: `setx OLLAMA_ORIGINS "${origin}"`,
      note: `Run it in PowerShell, then quit Ollama in the task bar and start it again. ${kept}`,
    }
  }
  const byHand = `OLLAMA_ORIGINS=${origin} ollama serve`
  if (os !== 'linux') return { text: byHand, note: `Restart Ollama with it. ${kept}` }
  const folder = '/etc/systemd/system/ollama.service.d'
  const setting = `[Service]\\nEnvironment="OLLAMA_ORIGINS=${origin}"\\n`
  return {
    text: [
      `sudo mkdir -p ${folder}`,
      `printf '${setting}' | sudo tee ${folder}/gloss.conf`,
      'sudo systemctl daemon-reload',
      'sudo systemctl restart ollama',
    ].join(' &&\n'),
    note: `It tells the Ollama service, and restarts it. If you start Ollama yourself, restart it as: ${byHand}. ${kept}`,
  }
}

/** Names of models hold no blanks or quotes; one that does must not run as a command of its own. */
export function pullCommand(model: string): string {
  return `ollama pull ${/^[\w.:/@-]+$/.test(model) ? model : `'${model.replaceAll("'", '')}'`}`
}
