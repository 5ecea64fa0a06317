/** The shipped networks for the laboratories: their layers and weights, fetched once when first asked for. */
import { decodeModel, type StoredModel } from '../../formats/model';
import type { ModelId } from '../choices';

const fetched = new Map<ModelId, Promise<StoredModel>>();

/** Throws what fetching and decodeModel throw; one that did not come is asked for again the next time. */
export function shippedModel(model: ModelId): Promise<StoredModel> {
  const known = fetched.get(model) ?? fetchModel(model);
  fetched.set(model, known);
  known.catch(() => fetched.delete(model));
  return known;
}

async function fetchModel(model: ModelId): Promise<StoredModel> {
  const response = await fetch(`${import.meta.env.BASE_URL}models/${model}.safetensors`);
  if (!response.ok) throw new Error(`${response.status} ${response.statusText}`.trim());
  return decodeModel(new Uint8Array(await response.arrayBuffer()));
}
