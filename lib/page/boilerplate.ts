/**
 * What surrounds the matter of a page, by the names that pages give it. Names are hints: whoever asks also looks at how
 * much of the page's text would go.
 */
export type Boilerplate = 'no' | 'surely' | 'if-short'

const surroundings = new Set(['nav', 'footer', 'search', 'dialog'])
const surroundingRoles = new Set(
  `navigation banner contentinfo complementary search toolbar menubar menu dialog alertdialog tablist`.split(' '),
)

const sure = new RegExp(
  `^(${[
    'share|shares|sharing|sharebar|sharedaddy|sharethis|addtoany|social|socials|sns|soc|teilen|deel|dela|compartir|compartilhar|partager',
    'breadcrumb|breadcrumbs|crumbs|pankuzu|pagination|pager|paging|paginator|prevnext|postnav|navbox|navigation|navbar|menu|submenu',
    'newsletter|signup|optin|subscribe|mailinglist|mailchimp|paywall|regwall|donate|donation|sitenotice|announcement|announcementbar',
    'ad|ads|adv|adslot|adbox|advert|adverts|advertisement|advertorial|anzeige|werbung|publicidad|promo|promos|promoted|promotion|sponsor|sponsored|outbrain|taboola|dfp|adsense',
    'related|relatedposts|relateds|relatedarticles|relatedcontent|morestories|postnavigation|postnav|sharetools|sharebuttons|sociallinks|skiptocontent|screenreadertext|similar|recommend|recommended|recommendation|recommendations|recirc|kanren|mostread|mostviewed|popular|trending|readmore|seealso|upsell|crosssell',
    'cookie|cookies|consent|gdpr|onetrust|didomi|usercentrics|cookiebot|cybotcookiebotdialog|cmp',
    'popup|modal|lightbox|toast|snackbar|skiplink|skip|jumplink|sidebar|sidenav|masthead|toolbar|footer|catlinks|printfooter|printfriendly|noprint',
    'ambox|ombox|tmbox|respond|disqus|livefyre|reactions|hatnote|editsection|backlink|toc|tableofcontents',
  ].join('|')})$`,
)
const short = new RegExp(
  `^(${[
    'byline|bylines|meta|metadata|postmeta|postdate|dateline|timestamp|pubdate|date|author|authors|avatar|credits|info',
    'tags|taglist|tag|topics|categories|labels|actions|buttons|tools|controls|menu|nav|links|tabs|badge|rating|votes|votecell|like|likes|stats|stat',
    'more|next|prev|previous|jump|disclosure|disclaimer|copyright|cta|button|btn|notice|online|support|widget|profile|postprofile|bottom|foot|top|header',
  ].join('|')})$`,
)
const comments =
  /^(comments?|commentlist|commentarea|disqus|respond|replies|responses|kommentare|comentarios|commentaires|livefyre)$/
/** Boxes beside the text that belong to it. */
const notes =
  /^(note|notes|tip|warning|admonition|callout|caution|important|hint|alert|infobox|fact|facts|quote|pullquote|footnote|footnotes|caption|thumbcaption)$/
const nameCache = new Map<string, string[]>()

/** The words that an element's class and id are made of: `postMeta post-nav` gives post, meta, postmeta, nav, postnav. */
export function namesOf(element: Element): string[] {
  const raw = `${element.getAttribute('class') ?? ''} ${isChapter(element) ? '' : element.id}`
  if (raw === ' ') return []
  const known = nameCache.get(raw)
  if (known) return known
  const tokens = raw.split(/\s+/).flatMap((token) => {
    // What a post is filed under says nothing about the box it stands in.
    if (/^(category|tag|term|postid|has|with|no|is|js|elementor|wp-block)-/i.test(token)) return []
    const words = token
      .replace(/([a-z\d])([A-Z])/g, '$1 $2')
      .replace(/[-_:./]+/g, ' ')
      .trim()
      .toLowerCase()
    return [...words.split(' '), words.replaceAll(' ', '')]
  })
  nameCache.set(raw, tokens)
  return tokens
}

/** Manuals make the address of a heading or a chapter out of its words, which say nothing of its kind. */
function isChapter(element: Element): boolean {
  if (element.id === '') return false
  if (/^h[1-6]$/.test(element.localName)) return true
  const first = element.firstElementChild
  if (!first || !/^h[1-6]$/.test(first.localName) || !/^(section)?$/.test(element.getAttribute('class') ?? ''))
    return false
  const letters = (text: string) => text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '')
  return letters(first.textContent).startsWith(letters(element.id))
}

export function boilerplateOf(element: Element): Boilerplate {
  const role = element.getAttribute('role') ?? ''
  if (isNoteRole(role)) return namesOf(element).includes('hatnote') ? 'surely' : 'no'
  if (surroundings.has(element.localName) || surroundingRoles.has(role)) return 'surely'
  const names = namesOf(element)
  if (element.localName === 'aside') return isNote(element) ? 'no' : 'surely'
  if (names.some((name) => sure.test(name)) || isSignature(element)) return 'surely'
  // The head of a column is no header.
  if (names.some((name) => /^(table|column|col|row|cell|grid)$/.test(name))) return 'no'
  if (/^h[1-6]$/.test(element.localName)) return 'no'
  return names.some((name) => short.test(name)) || element.localName === 'address' ? 'if-short' : 'no'
}

/** Below a post. A method has one too, which is the matter itself. */
const isSignature = (element: Element): boolean =>
  /(^|\s)((post|user|forum)-?)?(signature|sig)(\s|$)/i.test(element.getAttribute('class') ?? '')

const isNoteRole = (role: string) => /^(note|doc-(tip|notice|footnote|endnotes|pullquote))$/.test(role)

export const isNote = (element: Element): boolean =>
  isNoteRole(element.getAttribute('role') ?? '') || namesOf(element).some((name) => notes.test(name))

/** A cell of that name is a column of remarks. */
export const isComments = (element: Element): boolean =>
  !/^(td|th|dd|span|a|p|h\d)$/.test(element.localName) && namesOf(element).some((name) => comments.test(name))

const overlays =
  /^(cookie|cookies|consent|gdpr|onetrust|didomi|usercentrics|cookiebot|cybotcookiebotdialog|cmp|popup|modal|lightbox|paywall)$/

/** What lies over the page: banners that ask for consent, dialogs, whatever keeps its place on the window. */
export const isOverlay = (element: Element): boolean =>
  element.hasAttribute('data-fixed') ||
  /^(alert)?dialog$/.test(element.getAttribute('role') ?? '') ||
  namesOf(element).some((name) => overlays.test(name))

/** What stands above a list of other pages. One line, in the languages that are met most. */
export const isLabel = (text: string): boolean => labels.test(text.trim().toLowerCase())

/** What asks the reader for something. */
export const isRequest = (text: string): boolean => requests.test(text.trim().toLowerCase()) || isCommentsLabel(text)

/** What stands above the words of readers. */
export const isCommentsLabel = (text: string): boolean => commentsLabels.test(text.trim().toLowerCase())

const commentsLabels =
  /^(\d+ )?(comments?|kommentare?|commentaires?|comentarios?|comentários?|commenti|reacties|kommentarer|komentarze|комментари[ийя]|コメント|评论|留言|댓글|تعليقات|תגובות)( ?[（(]?\d+[）)件条]?)?$|^(\d+|one) (thoughts?|responses?|replies) (on|to) /

const labels = new RegExp(
  `^(${[
    'related( articles?| stories| posts?| content| topics| links| news| searches)?|read (more|next|also)|see also|more (from|on|by|stories)|you (may|might)( also)? (like|be interested)|recommended( for you| reading)?|most (read|viewed|popular)|trending|keep reading|continue reading|jump to|filed under|tags|topics|share( this)?|advertisement|sponsored|popular( posts| recipes)?',
    'mehr zum thema|lesen sie auch|auch interessant|das könnte sie|meistgelesen|anzeige|werbung|teilen|kommentare',
    'articles? (similaires|liés)|à lire (aussi|également)|lire aussi|sur le même sujet|partager|publicité',
    'lees ook|meer over|deel dit|läs (mer|också|även)|dela|annons',
    'te puede interesar|lo más leído|ver también|más sobre|relacionad[ao]s?|comparte|publicidad|veja também|leia (mais|também)|mais lidas|compartilhe',
    'leggi anche|potrebbe interessarti|condividi|pubblicità|czytaj (też|także|więcej)|читайте также|поделиться|реклама',
    '関連記事|関連|おすすめ|人気|ランキング|アクセスランキング|広告|シェア|相关(阅读|文章|推荐)?|推荐阅读|热门|分享|관련기사|관련 기사|많이 본 뉴스|공유|광고',
    'اقرأ أيضا|مواضيع ذات صلة|الأكثر قراءة|شارك|إعلان|קראו גם|כתבות נוספות|שתפו|פרסומת',
  ].join('|')})(?![\\p{L}\\p{N}])`,
  'u',
)
const requests = new RegExp(
  `^(${[
    'sign up|subscribe|(join|get) (our|the) (mailing list|newsletter)|newsletter|follow us|about the author|support (us|our|slow|independent)|donate|leave a (comment|reply)|get the .{1,30} in your inbox|don’t miss|listen to this|this (post|page|article) (may )?contains? affiliate',
    'newsletter abonnieren|jetzt abonnieren|abonnez-vous|inscrivez-vous|laisser un commentaire|suscríbete|no te pierdas|gostou|assine|inscreva-se|iscriviti|prenumerera|meld je aan',
  ].join('|')})(?![\\p{L}\\p{N}])`,
  'u',
)
