# %% [train]
import matplotlib.pyplot as plt

for number, name in enumerate(("loss", "accuracy"), start=1):
    plt.subplot(1, 2, number)
    plt.plot(history[name], label="training")
    plt.plot(history[f"val_{name}"], label="validation")
    plt.title(name)
    plt.legend()
plt.show()
