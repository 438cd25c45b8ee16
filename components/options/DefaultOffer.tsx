import type { ProviderStatus } from '../../lib/chat/provider-status'
import { everydayModel } from '../../lib/chat/everyday-model'
import { Button } from '../ui/Button'
import { Notice } from '../ui/Notice'
import { useOptions } from './options-context'
import { useDefaultModel } from './use-default-model'

type DefaultOfferProps = {
  provider: ProviderStatus
  /** A model that answered, for a server that lists none. */
  tested: string | undefined
}

/** The last step of connecting a provider: while new chats still start with the built-in reader, offers a model. */
export function DefaultOffer({ provider, tested }: DefaultOfferProps) {
  const { models } = useOptions()
  const { isBuiltin, chooseModel } = useDefaultModel()
  const { list, problem } = models.of(provider.id)
  const typed = tested === undefined ? undefined : { id: tested, name: tested }
  const first = everydayModel(provider.id, list?.models ?? []) ?? typed
  if (!isBuiltin || !first || (problem && !typed) || !provider.ready) return null
  return (
    <Notice
      tone="success"
      action={
        <Button look="primary" onClick={() => chooseModel(provider.id, first.id)}>
          {`Use ${first.name ?? first.id}`}
        </Button>
      }
    >
      {`${provider.name} is connected, but new chats still start with the built-in reader.`}
    </Notice>
  )
}
