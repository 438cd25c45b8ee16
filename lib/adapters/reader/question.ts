import { wordsOf } from './words'

/** Little words of the languages of the panel: they say how something is asked, not what about. */
const functionWords = new Set(
  wordsOf(
    [
      'a an the this that these those it its he she they we you i me my your his her their our is are was were be been being do does did has have had can could will would shall should may might must not no and or but if then than so as at by for from in into of on onto to up with about over under between down off out away back own what which who whom whose when where why how there here please tell give say says said me any some all also more most very just use used using get got make made know think mean means need want work works happen happens',
      'der die das den dem des ein eine einen einem einer eines und oder aber wenn dann als so wie zu im in an am auf aus bei mit nach von vom vor für über unter zwischen durch um ist sind war waren wird werden wurde hat haben hatte kann können soll muss nicht kein keine es er sie wir ihr ich man sich dass was welche welcher welches wer wen wem wessen wann wo warum wieso weshalb wohin woher bitte auch nur noch schon sehr hier dieser diese dieses diesen diesem',
      'el la los las un una unos unas y o pero si de del al a en con por para sobre entre sin que qué quién quien cuál cual cuándo cuando dónde donde cómo como por es son era fue ser está están hay ha han se su sus lo le les no muy más me este esta estos estas esto ese esa eso aquí',
      'le la les l un une des du de d et ou mais si à au aux en dans avec par pour sur sous entre sans que qu qui quoi quel quelle quels quelles quand où comment pourquoi est sont était être a ont il elle ils elles on nous vous je ce cet cette ces se sa son ses leur ne pas plus très y c s n j m ceci cela ça ici',
      'o os as um uma uns umas e ou mas se do da dos das no na nos nas em com por para sobre entre sem que quem qual quais quando onde como porque por é são era foi ser está estão há seu sua seus suas não muito mais este esta isto esse essa isso aqui',
      'は が の を に で と も か へ や から まで より です ます でした ました する した して い いる ある なる こと もの これ それ この その 何 なに 何故 なぜ どう どの どこ いつ 誰 だれ とは た て だ な ん よう さ ください 教え',
      '的 了 是 在 有 和 与 或 也 都 就 不 这 那 这个 那个 什么 谁 哪 哪里 哪儿 怎么 怎样 为什么 何时 吗 呢 吧 请 一 个 中 上 下 为 被 把 对 从 到 一下 这篇 我 你 他 她 它',
      'ما ماذا من مَن هو هي هم هل كيف لماذا متى أين اين أي اي كم في على إلى الى عن مع و أو او ثم أن ان إن لا لم لن ليس كان كانت يكون هذا هذه ذلك تلك التي الذي بين قد كل بعد قبل',
    ].join(' '),
  ),
)

/** Words for the thing itself that was attached, and for the wish to hear of it. */
const thingWords = new Set(
  wordsOf(
    'page article text document passage selection post paper section content website site author short brief briefly quick main seite artikel dokument abschnitt auswahl inhalt kurz página artículo artigo texto documento article texte passage ページ 記事 文章 テキスト 内容 本文 页面 文章 网页 文本 全文 这篇文章 صفحة مقال مقالة نص النص المقطع باختصار',
  ),
)

const summaryWishes: readonly RegExp[] = [
  /\b(please )?(summari[sz]e|sum (it |this )?up|summary|tl;?dr|overview|gist|(key|main) (points|ideas|takeaways)|takeaways)\b/i,
  /\bwhat (is|are|'s) (this|it|the (page|article|text|document|paper|post)|these) (page |article |text |document |paper |post )?(about|saying)\b/i,
  /\bwhat does (this|it|the) ?(page|article|text|document|paper|post)? (say|talk about)\b/i,
  /zusammenfass\p{L}*|fass\p{L}*\b.*\bzusammen|kernpunkte|kernaussagen|wichtigste\p{L}* (punkte|aussagen)|worum geht es|wovon handelt|überblick/iu,
  /resum(e|en|ir|o|a)\b|resúm\p{L}*|puntos (clave|principales)|de qué (trata|va|habla)/iu,
  /résum\p{L}*|points (clés|principaux|essentiels)|de quoi (parle|traite|s['’]agit)|synthèse/iu,
  /pontos[ -](chave|principais)|do que (se )?trata|(sobre|de) o? ?que (é|fala|trata)/iu,
  /要約|まとめ|要点|概要|何について|どんな内容/u,
  /总结|總結|概括|摘要|要点|讲了?什么|關於什麼|关于什么/u,
  /لخص|ملخص|تلخيص|النقاط (الرئيسية|الأساسية)|عم[ّا]? ?(يتحدث|تتحدث)|عن ماذا|ما موضوع/u,
]

export function isFunctionWord(word: string): boolean {
  return functionWords.has(word) || (word.length === 1 && /[\p{Script=Latin}\p{N}]/u.test(word))
}

/**
 * What a question asks for: the terms to look for, or none when it wants to hear of the whole. A wish for a summary
 * *of something* keeps its something.
 */
export function termsOf(question: string, language?: string): string[] {
  let rest = question
  for (const wish of summaryWishes) rest = rest.replace(wish, ' ')
  const wished = rest !== question
  const words = wordsOf(rest, language)
  const content = words.filter((word) => !isFunctionWord(word))
  const particular = content.filter((word) => !thingWords.has(word))
  if (particular.length > 0 || wished) return particular
  return content.length > 0 ? content : words
}
