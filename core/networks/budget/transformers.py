"""Parameters and operations of Transformers from the shapes that their papers print.

    shape = TRANSFORMERS["gpt3"]
    shape.count_parameters(), shape.count_macs(tokens=2048)

Counts held by a test, to the last: BERT base 109,482,240 and large 335,141,888 (Devlin et al. 2018, arXiv:1810.04805),
GPT 116,534,784 (Radford et al. 2018), GPT-2 small 124,439,808 (Radford et al. 2019); GPT-3's paper rounds its own to
175 billion (Brown et al. 2020, arXiv:2005.14165). The matrix that turns the last layer into words is the embedding.
"""

from collections.abc import Mapping
from dataclasses import dataclass

INNER = 4  # the hidden layer of a block is this many times as wide


@dataclass(frozen=True)
class TransformerShape:
    """`norms` are layer normalisations beside two a block; `pooler` is BERT's dense layer on top.

    `seen` is how many tokens the training read, by its paper's epochs and texts; of GPT-2 they are not published, and
    as many as of GPT are assumed.
    """

    title: str
    vocabulary: int
    positions: int
    layers: int
    width: int
    segments: int = 0
    norms: int = 0
    pooler: bool = False
    seen: float = 0.0

    def count_embeddings(self) -> int:
        """Of words, positions and segments."""
        return (self.vocabulary + self.positions + self.segments) * self.width

    def count_block(self) -> int:
        """One block: four projections of attention, two dense layers, two normalisations; each with its biases."""
        d = self.width
        return 4 * (d * d + d) + 2 * INNER * d * d + (INNER + 1) * d + 2 * 2 * d

    def count_parameters(self) -> int:
        top = self.width**2 + self.width if self.pooler else 0
        return self.count_embeddings() + self.layers * self.count_block() + self.norms * 2 * self.width + top

    def count_macs(self, tokens: int) -> int:
        """For one text of so many tokens: projections and dense layers, n² weights twice, and the words at the end."""
        d, n = self.width, tokens
        block = (4 + 2 * INNER) * n * d * d + 2 * n * n * d
        return self.layers * block + n * d * self.vocabulary

    def count_activations(self, tokens: int) -> int:
        """Numbers that the blocks give for one text of so many tokens, the weights of one head's attention included."""
        return self.layers * ((6 + 2 * INNER) * tokens * self.width + tokens**2)


TRANSFORMERS: Mapping[str, TransformerShape] = {
    "bert_base": TransformerShape(
        "BERT base (2018)", 30_522, 512, layers=12, width=768, segments=2, norms=1, pooler=True, seen=137e9
    ),
    "bert_large": TransformerShape(
        "BERT large (2018)", 30_522, 512, layers=24, width=1024, segments=2, norms=1, pooler=True, seen=137e9
    ),
    "gpt": TransformerShape("GPT (2018)", 40_478, 512, layers=12, width=768, seen=100e9),
    "gpt2": TransformerShape("GPT-2 (2019)", 50_257, 1024, layers=12, width=768, norms=1, seen=100e9),
    "gpt3": TransformerShape("GPT-3 (2020)", 50_257, 2048, layers=96, width=12_288, norms=1, seen=300e9),
}
