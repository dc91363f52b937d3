"""The tasks of the path in their order, and those of its second leg, which is for who likes to go on."""

from core.i18n import N_
from pages.shared.guide import checks, further_checks
from pages.shared.guide.task import Task
from pages.shared.onward import Step

TRAIN = "train"
"""The task that gives a reader a network of their own."""
# Done in half a minute, and it leaves mistakes to look at.
QUICKEST = {"dataset": "sketches", "architecture": "article", "epochs": "4"}

TASKS = (
    Task(
        "photo",
        "pages/inference/predict/page.py",
        N_("What does a network see?"),
        N_(
            "Choose a picture, one of ours or one of yours, and guess what the network will say. Then find one of"
            " which it is less than 25% sure."
        ),
        N_(
            "“{label}”, {share}. It never says “I do not know”: it spreads its doubt over the classes. How does"
            " it get there?"
        ),
        checks.doubts,
        {"run": "imagenet", "source": "examples"},
    ),
    Task(
        "neuron",
        "pages/concepts/backprop/page.py",
        N_("A neuron"),
        N_(
            "One neuron: two inputs times their weights, plus a bias. Click on a weight and change it until the"
            " neuron answers more than 0.9; play shows the answer."
        ),
        N_(
            "The sum is {z}, and the bend makes {a} of it. A neuron is no more than that: everything it knows is"
            " in its weights."
        ),
        checks.fires,
        {"shape": "2-1", "activations": "sigmoid", "weights": "0.5,-0.5,0", "inputs": "1,0.5", "targets": "1",
         "loss": "binary_crossentropy"},
    ),
    Task(
        "activation",
        "pages/concepts/activations/page.py",
        N_("Activations"),
        N_("Drag the point to where ReLU lets no gradient through at all."),
        N_(
            "At z = {z} ReLU's slope is 0: a unit that stays there cannot learn. {other} still passes {slope} of"
            " a gradient."
        ),
        checks.passes_nothing,
        {"f": "relu,leaky_relu,sigmoid", "z": "2"},
    ),
    Task(
        "forward",
        "pages/concepts/backprop/page.py",
        N_("Forward"),
        N_(
            "Two hidden units with ReLU. Click on an input and change it until the first unit is off (z below 0) and"
            " the second is on; play shows their z."
        ),
        N_(
            "z is {first} and {second}: the first unit says 0, the answer {out} comes from the second alone."
            " Units divide the work."
        ),
        checks.one_is_off,
        {"shape": "2-2-1", "activations": "relu,linear", "weights": "1,-1,0.2,-1,1,0.2,1,1,0", "inputs": "1,0.9",
         "targets": "1", "loss": "mse"},
    ),
    Task(
        "loss",
        "pages/concepts/losses/page.py",
        N_("Loss"),
        N_("The right answer is 1. Drag the prediction until cross-entropy is above 3."),
        N_(
            "A loss of {loss}: sure and wrong is what costs most. Cross-entropy pushes back with {push}, squared"
            " error with {other}."
        ),
        checks.sure_and_wrong,
        {"view": "two", "y": "1", "z": "1"},
    ),
    Task(
        "backward",
        "pages/concepts/backprop/page.py",
        N_("Backward"),
        N_(
            "Press play and follow the gradient back. Then take updates, further down, until the loss is half of what"
            " it was."
        ),
        N_(
            "From {first} to {last} in {count} updates: every weight moved a little against its gradient. That is"
            " learning."
        ),
        checks.halved,
        {"shape": "2-3-1", "activations": "tanh,sigmoid", "weights": "drawn", "inputs": "0,0;0,1;1,0;1,1",
         "targets": "0;1;1;0", "loss": "binary_crossentropy", "rate": "2", "seed": "4"},
    ),
    Task(
        "optimizer",
        "pages/concepts/optimizers/page.py",
        N_("Optimiser"),
        N_("Make it fail: raise the learning rate until gradient descent leaves the ravine for good."),
        N_(
            "It was lost at step {step}: each step was longer than the last. The learning rate is what you will"
            " tune most."
        ),
        checks.diverges,
    ),
    Task(
        "convolution",
        "pages/concepts/convolution/page.py",
        N_("Convolution"),
        N_(
            "Below the picture are nine weights. Change them until flat ground gives 0, bright or dark, and an edge"
            " does not."
        ),
        N_(
            "The weights add up to 0, so flat ground gives 0, and an edge up to {most}. A network finds such weights"
            " by itself."
        ),
        checks.finds_edges,
        {"image": "seven", "kernel": "0,0,0,0,1,0,0,0,0"},
    ),
    Task(
        TRAIN,
        "pages/training/train/page.py",
        N_("Train one"),
        N_(
            "Train a network, on the drawn cats and dogs or on photos of yours, until it has been judged on pictures"
            " it never saw."
        ),
        N_("{accuracy} right on unseen pictures. And the others?"),
        checks.is_trained,
        QUICKEST,
    ),
    Task(
        "wrong",
        "pages/inference/explain/page.py",
        N_("Why it is wrong"),
        N_("Find a test picture that your network gets wrong, and look at which parts speak for its answer."),
        N_(
            "It says “{label}” ({share}) where “{true}” is right. The colours show where it looked: often not"
            " where you would."
        ),
        checks.is_wrong,
        needs_own=True,
        aside=Step(
            N_("None of these is wrong? On Evaluate press a cell where label and answer differ, then a picture."),
            "pages/inference/evaluate/page.py",
            N_("Evaluate"),
        ),
    ),
    Task(
        "transfer",
        "pages/concepts/transfer/page.py",
        N_("Transfer"),
        N_(
            "Find the fewest photos a class with which a head on borrowed features beats training from scratch on"
            " all of them."
        ),
        N_(
            "With {count} a class {head}; from scratch with {all} a class {scratch}. Begin with a network that"
            " has seen much."
        ),
        checks.few_photos_do,
    ),
    Task(
        "use",
        "pages/inference/predict/page.py",
        N_("Use it"),
        N_("Ask your own network about a picture of yours."),
        N_("“{label}”, {share}. You know now what is behind that number, and when not to trust it."),
        checks.is_used,
        needs_own=True,
    ),
)  # fmt: skip
FURTHER = (
    Task(
        "recurrent",
        "pages/concepts/recurrent/page.py",
        N_("Memory"),
        N_(
            "This cell forgets the first character before it is asked for it. Change the cell, its recurrent gain or"
            " its forget bias until at least 90% of what is asked is answered right; the accuracy stands below the"
            " picture."
        ),
        N_(
            "{share} right. The gradient now arrives where the text begins, {steps} characters before the answer:"
            " what it cannot reach, a network cannot learn."
        ),
        further_checks.recalls,
        {"text": "far over the hills we go", "task": "recall", "gain": "0.5"},
    ),
    Task(
        "attention",
        "pages/concepts/attention/page.py",
        N_("Attention"),
        N_("One word stands here twice. Make both look at the sentence with exactly the same weights."),
        N_(
            "“{word}” looks at the words in the same way twice: without positions a Transformer does not know which"
            " word stands where."
        ),
        further_checks.forgets_order,
    ),
    Task(
        "gan",
        "pages/concepts/gan/page.py",
        N_("GAN"),
        N_("Press Play, and pause when the made points have found at least six of the eight groups."),
        N_("{found} of {all} groups after {rounds} rounds, and the generator has never seen a real point."),
        further_checks.finds_groups,
        {"target": "ring"},
    ),
    Task(
        "reinforcement",
        "pages/concepts/reinforcement/page.py",
        N_("Reinforcement"),
        N_("The agent goes for the large prize (+). Make it so short-sighted that it takes the small one (o)."),
        N_(
            "With a discount of {discount} the large prize, {steps} steps away, is worth {worth} today: patience is a"
            " number that you choose."
        ),
        further_checks.takes_the_near,
    ),
)  # fmt: skip
BY_NAME = {task.name: task for task in (*TASKS, *FURTHER)}
