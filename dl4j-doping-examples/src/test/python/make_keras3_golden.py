"""Makes keras3-NAME.h5 and .json in src/test/resources/keras: models that Keras 3 itself saved in
HDF5, with random weights, an input and Keras' own output.

Run: python make_keras3_golden.py FOLDER
Made with Python 3.11, keras 3.15.1, tensorflow-cpu 2.21.0, numpy 2.4.6.
"""

import json
import os
import pathlib
import sys

os.environ["CUDA_VISIBLE_DEVICES"] = ""

import keras
import numpy as np
from keras import layers

BATCH, STEPS, INPUTS, UNITS, WORDS, CLASSES = 2, 6, 3, 4, 7, 2

random = np.random.default_rng(6)


def write(folder, name, model, x):
    model.set_weights([random.normal(0, 0.7, w.shape) for w in model.get_weights()])
    if name != "stacked":
        model.compile(loss="categorical_crossentropy", optimizer=keras.optimizers.Adam(0.002))
    model.save(folder / f"keras3-{name}.h5")
    y = model.predict(x, verbose=0)
    golden = {
        key: {"shape": value.shape, "values": [float(str(v)) for v in value.ravel()]}
        for key, value in {"input": x.astype(np.float32), "output": y.astype(np.float32)}.items()
    }
    (folder / f"keras3-{name}.json").write_text(json.dumps(golden) + "\n", newline="\n")


def main(folder):
    x = random.normal(size=(BATCH, STEPS, INPUTS)).astype(np.float32)
    words = random.integers(0, WORDS, (BATCH, STEPS))
    write(
        folder,
        "words",
        keras.Sequential(
            [
                layers.Input((STEPS,)),
                layers.Embedding(WORDS, INPUTS),
                layers.Bidirectional(layers.LSTM(UNITS // 2)),
                layers.Dropout(0.5),
                layers.Dense(CLASSES, activation="softmax"),
            ]
        ),
        words,
    )
    stack = [layers.Input((STEPS, INPUTS)), layers.LSTM(UNITS, return_sequences=True)]
    write(folder, "stacked", keras.Sequential([*stack, layers.LSTM(UNITS)]), x)
    source = layers.Input((STEPS, INPUTS))
    hidden = layers.LSTM(UNITS, return_sequences=True)(source)
    hidden = layers.Bidirectional(layers.LSTM(UNITS, return_sequences=True))(hidden)
    hidden = layers.LSTM(UNITS)(hidden)
    out = layers.Dense(CLASSES, activation="softmax")(hidden)
    write(folder, "functional", keras.Model(source, out), x)
    hard = layers.LSTM(UNITS, recurrent_activation="hard_sigmoid")
    write(folder, "hard-sigmoid", keras.Sequential([layers.Input((STEPS, INPUTS)), hard]), x)


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]))
