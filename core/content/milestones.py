"""What deep learning grew from: a list of works with their year, authors and source, facts and no opinions.

Every fact stands in the work that is named, but for the counts of parameters that say otherwise beside them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from core.i18n import N_

Field = Literal["networks", "learning", "pictures", "language", "decisions"]
FIELDS: Sequence[Field] = ("networks", "learning", "pictures", "language", "decisions")


@dataclass(frozen=True)
class Milestone:
    """One work: `text` says what was new (marked by N_), `parameters` how many numbers its network learned.

    `topic` is the last part of the address of the screen on which the idea can be touched.
    """

    year: int
    name: str
    field: Field
    text: str
    authors: str
    source: str
    parameters: int | None = None
    topic: str | None = None


MILESTONES: Sequence[Milestone] = (
    Milestone(
        1958,
        N_("Perceptron"),
        "networks",
        N_("One unit that learns from examples: it adds up weighted inputs and moves its weights after each mistake."),
        "F. Rosenblatt",
        "Psychological Review 65 (6), 386–408",
        topic="learning",
    ),
    Milestone(
        1969,
        N_("What one layer cannot do"),
        "networks",
        N_("A proof that one layer cannot compute XOR. Hidden layers can, but few knew then how to train them."),
        "M. Minsky, S. Papert",
        "Perceptrons, MIT Press",
        topic="backprop",
    ),
    Milestone(
        1970,
        N_("Reverse differentiation"),
        "learning",
        N_("All derivatives of a computation from one pass backwards: the mathematics of backpropagation."),
        "S. Linnainmaa",
        "Master’s thesis, University of Helsinki",
        topic="backprop",
    ),
    Milestone(
        1980,
        N_("Neocognitron"),
        "pictures",
        N_("Small filters that are the same at every place of a picture, layer upon layer: the plan of a CNN."),
        "K. Fukushima",
        "Biological Cybernetics 36, 193–202",
        topic="convolution",
    ),
    Milestone(
        1986,
        N_("Backpropagation"),
        "learning",
        N_("Hidden layers learn useful features when the error is passed backwards, layer by layer."),
        "D. Rumelhart, G. Hinton, R. Williams",
        "Nature 323, 533–536",
        topic="backprop",
    ),
    Milestone(
        1989,
        N_("A CNN reads digits"),
        "pictures",
        N_("A convolutional network trained by backpropagation reads postcodes written by hand."),
        "Y. LeCun, B. Boser, J. Denker, D. Henderson, R. Howard, W. Hubbard, L. Jackel",
        "Neural Computation 1 (4), 541–551",
        parameters=9_760,
        topic="convolution",
    ),
    Milestone(
        1997,
        "LSTM",
        "language",
        N_("A recurrent unit whose memory carries a gradient over more than a thousand steps."),
        "S. Hochreiter, J. Schmidhuber",
        "Neural Computation 9 (8), 1735–1780",
        topic="recurrent",
    ),
    Milestone(
        1998,
        "LeNet-5",
        "pictures",
        N_("Convolutions, pooling and dense layers in the order that is still taught; it read cheques in banks."),
        "Y. LeCun, L. Bottou, Y. Bengio, P. Haffner",
        "Proceedings of the IEEE 86 (11), 2278–2324",
        parameters=60_000,
        topic="convolution",
    ),
    Milestone(
        2009,
        "ImageNet",
        "pictures",
        N_("3.2 million labelled photos of 5,247 kinds of things when it was published: enough to learn to see."),
        "J. Deng, W. Dong, R. Socher, L.-J. Li, K. Li, L. Fei-Fei",
        "CVPR 2009",
        topic="transfer",
    ),
    Milestone(
        2012,
        "AlexNet",
        "pictures",
        N_(
            "A deep CNN with ReLU and dropout, trained on two GPUs. Its first five guesses miss 15.3% of the photos of"
            " ImageNet; those of the next best team missed 26.2%."
        ),
        "A. Krizhevsky, I. Sutskever, G. Hinton",
        "NeurIPS 2012",
        parameters=60_965_224,
        topic="activations",
    ),
    Milestone(
        2013,
        "word2vec",
        "language",
        N_("Words become vectors; words that are used alike lie close together."),
        "T. Mikolov, K. Chen, G. Corrado, J. Dean",
        "arXiv:1301.3781",
        topic="attention",
    ),
    Milestone(
        2014,
        "GAN",
        "pictures",
        N_("Two networks against each other: one makes pictures, the other tells them from real ones."),
        "I. Goodfellow, J. Pouget-Abadie, M. Mirza, B. Xu, D. Warde-Farley, S. Ozair, A. Courville, Y. Bengio",
        "arXiv:1406.2661",
        topic="gan",
    ),
    Milestone(
        2014,
        N_("Attention"),
        "language",
        N_("A translator looks back at the words of the sentence, and learns which ones matter for the next word."),
        "D. Bahdanau, K. Cho, Y. Bengio",
        "arXiv:1409.0473",
        topic="attention",
    ),
    Milestone(
        2014,
        "Adam",
        "learning",
        N_("Each weight has a step size of its own, from the mean and the spread of its gradients."),
        "D. Kingma, J. Ba",
        "arXiv:1412.6980",
        topic="optimizers",
    ),
    Milestone(
        2015,
        "DQN",
        "decisions",
        N_("One network learns to play 49 Atari games from the picture of the screen and the score alone."),
        "V. Mnih, K. Kavukcuoglu, D. Silver et al.",
        "Nature 518, 529–533",
        topic="reinforcement",
    ),
    Milestone(
        2015,
        "ResNet-152",
        "pictures",
        N_("Layers that add to their input. With that, 152 layers train better than 20 did before."),
        "K. He, X. Zhang, S. Ren, J. Sun",
        "arXiv:1512.03385",
        parameters=60_192_808,
        topic="activations",
    ),
    Milestone(
        2016,
        "AlphaGo",
        "decisions",
        N_("Networks for moves and positions, trained by self-play, and a tree search beat a champion of Go."),
        "D. Silver, A. Huang, C. Maddison et al.",
        "Nature 529, 484–489",
        topic="reinforcement",
    ),
    Milestone(
        2017,
        N_("Transformer (big)"),
        "language",
        N_("Attention alone, without recurrence: all words of a sentence are processed at the same time."),
        "A. Vaswani, N. Shazeer, N. Parmar, J. Uszkoreit, L. Jones, A. Gomez, Ł. Kaiser, I. Polosukhin",
        "arXiv:1706.03762",
        parameters=213_000_000,
        topic="attention",
    ),
    Milestone(
        2018,
        "GPT",
        "language",
        N_("First learn to continue text, then adapt to a task: a Transformer that looks to the left only."),
        "A. Radford, K. Narasimhan, T. Salimans, I. Sutskever",
        "OpenAI",
        parameters=117_000_000,
        topic="attention",
    ),
    Milestone(
        2018,
        N_("BERT (large)"),
        "language",
        N_("A Transformer that looks both ways and learns by filling in words that were hidden."),
        "J. Devlin, M.-W. Chang, K. Lee, K. Toutanova",
        "arXiv:1810.04805",
        parameters=340_000_000,
        topic="attention",
    ),
    Milestone(
        2020,
        "GPT-3",
        "language",
        N_("A Transformer so large that a few examples in the prompt are enough to show it a new task."),
        "T. Brown, B. Mann, N. Ryder, M. Subbiah et al.",
        "arXiv:2005.14165",
        parameters=175_000_000_000,
        topic="attention",
    ),
    Milestone(
        2020,
        N_("Diffusion"),
        "pictures",
        N_("Pictures made from noise in many small steps, each of which removes a little of it."),
        "J. Ho, A. Jain, P. Abbeel",
        "arXiv:2006.11239",
        topic="gan",
    ),
    Milestone(
        2021,
        "CLIP",
        "pictures",
        N_("Pictures and sentences in one space, learned from 400 million pairs: it names what it was not trained on."),
        "A. Radford, J. W. Kim, C. Hallacy et al.",
        "arXiv:2103.00020",
        topic="transfer",
    ),
    Milestone(
        2021,
        "AlphaFold 2",
        "decisions",
        N_("The shape of a protein from its sequence, often as exact as an experiment."),
        "J. Jumper, R. Evans, A. Pritzel et al.",
        "Nature 596, 583–589",
        topic="attention",
    ),
    Milestone(
        2022,
        "InstructGPT",
        "language",
        N_("A language model learns from people’s judgement of its answers. ChatGPT was made in this way."),
        "L. Ouyang, J. Wu, X. Jiang et al.",
        "arXiv:2203.02155",
        parameters=175_000_000_000,
        topic="reinforcement",
    ),
)
