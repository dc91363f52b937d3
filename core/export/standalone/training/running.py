# %% [train]
training, validation = load_split("train"), load_split("val")
model, epoch, history = train(training, validation)
print(f"best epoch: {epoch}, validation accuracy {history['val_accuracy'][epoch - 1]:.4f}")
model.save("model.keras")

# %% [train]
if (DATA / "test").is_dir():
    paths, labels = list_pictures("test")
    compare_pictures("test", paths, labels)
    answers = predict(model, paths).argmax(axis=1)
    print(f"test accuracy: {(answers == labels).mean():.4f} (the first training had {TEST_ACCURACY})")
