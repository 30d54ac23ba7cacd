"""Makes the golden files of src/test/resources/keras: Keras models whose outputs others computed.

Each NAME.h5 has the layout that Keras 2 gives a model: the JSON of its layers, and their weights in
groups, random ones here. NAME.json has an input and the output, which ONNX Runtime computes for an
LSTM and NumPy for the rest, both in Keras' order [batch, time, size].

Run: python make_keras_golden.py FOLDER
Made with Python 3.11, h5py 3.16.0, onnx 1.23.1, onnxruntime 1.30.0, numpy 2.4.6.
"""

import json
import pathlib
import sys

import h5py
import numpy as np
import onnxruntime
from onnx import TensorProto, helper, numpy_helper

BATCH, STEPS, INPUTS, UNITS, WORDS, CLASSES = 2, 6, 3, 4, 7, 2
KERAS, ONNX = "ifco", "iofc"
GATES = {"sigmoid": {}, "hard_sigmoid": {"alpha": 0.2, "beta": 0.5}}

random = np.random.default_rng(5)


def weights(*shape):
    return random.normal(0, 0.7, shape).astype(np.float32)


def lstm_weights(inputs, units):
    """kernel, recurrent_kernel, bias; blocks of columns i, f, c, o."""
    return [weights(inputs, 4 * units), weights(units, 4 * units), weights(4 * units)]


def reordered(columns):
    blocks = dict(zip(KERAS, np.split(columns, 4, axis=-1)))
    return np.concatenate([blocks[gate] for gate in ONNX], axis=-1)


def run_lstm(x, directions, gate="sigmoid"):
    """ONNX Runtime's output [batch, time, directions * units] for x [batch, time, inputs]."""
    units = directions[0][1].shape[0]
    constants = {
        "W": np.stack([reordered(w).T for w, _, _ in directions]),
        "R": np.stack([reordered(r).T for _, r, _ in directions]),
        "B": np.stack([np.concatenate([reordered(b), np.zeros_like(b)]) for _, _, b in directions]),
    }
    parameters = list(GATES[gate].items())
    node = helper.make_node(
        "LSTM",
        ["x", "W", "R", "B"],
        ["y"],
        hidden_size=units,
        direction=["forward", "bidirectional"][len(directions) - 1],
        activations=[gate.replace("_", ""), "tanh", "tanh"] * len(directions),
        **{"activation_" + name: [value] * len(directions) for name, value in parameters},
    )
    x = x.transpose(1, 0, 2)
    graph = helper.make_graph(
        [node],
        "lstm",
        [helper.make_tensor_value_info("x", TensorProto.FLOAT, x.shape)],
        [helper.make_tensor_value_info("y", TensorProto.FLOAT, [None, None, BATCH, units])],
        [numpy_helper.from_array(np.ascontiguousarray(v), k) for k, v in constants.items()],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=9)
    session = onnxruntime.InferenceSession(
        model.SerializeToString(), providers=["CPUExecutionProvider"]
    )
    y = session.run(None, {"x": x})[0]
    return y.transpose(2, 0, 1, 3).reshape(BATCH, len(x), -1)


def run_dense(x, kernel, bias):
    z = x @ kernel + bias
    e = np.exp(z - z.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


INITIALIZERS = {
    "GlorotUniform": {"seed": None},
    "Orthogonal": {"gain": 1.0, "seed": None},
    "RandomUniform": {"minval": -0.05, "maxval": 0.05, "seed": None},
    "Zeros": {},
}


def initializer(name):
    return {"class_name": name, "config": INITIALIZERS[name]}


def lstm(name, units, sequences, gate="sigmoid"):
    config = {
        "name": name,
        "trainable": True,
        "dtype": "float32",
        "return_sequences": sequences,
        "return_state": False,
        "go_backwards": False,
        "stateful": False,
        "unroll": False,
        "time_major": False,
        "units": units,
        "activation": "tanh",
        "recurrent_activation": gate,
        "use_bias": True,
        "kernel_initializer": initializer("GlorotUniform"),
        "recurrent_initializer": initializer("Orthogonal"),
        "bias_initializer": initializer("Zeros"),
        "unit_forget_bias": True,
        "dropout": 0.0,
        "recurrent_dropout": 0.0,
        "implementation": 2,
    }
    for kind in ("kernel", "recurrent", "bias", "activity"):
        config[kind + "_regularizer"] = None
    for kind in ("kernel", "recurrent", "bias"):
        config[kind + "_constraint"] = None
    return {"class_name": "LSTM", "config": config}


def both_ways(name, layer):
    config = {"name": name, "trainable": True, "dtype": "float32", "layer": layer}
    return {"class_name": "Bidirectional", "config": {**config, "merge_mode": "concat"}}


def embedding(name, masked=False):
    config = {
        "name": name,
        "trainable": True,
        "batch_input_shape": [None, STEPS],
        "dtype": "float32",
        "input_dim": WORDS,
        "output_dim": INPUTS,
        "embeddings_initializer": initializer("RandomUniform"),
        "embeddings_regularizer": None,
        "activity_regularizer": None,
        "embeddings_constraint": None,
        "mask_zero": masked,
        "input_length": STEPS,
    }
    return {"class_name": "Embedding", "config": config}


def dense(name):
    config = {
        "name": name,
        "trainable": True,
        "dtype": "float32",
        "units": CLASSES,
        "activation": "softmax",
        "use_bias": True,
        "kernel_initializer": initializer("GlorotUniform"),
        "bias_initializer": initializer("Zeros"),
        "kernel_regularizer": None,
        "bias_regularizer": None,
        "activity_regularizer": None,
        "kernel_constraint": None,
        "bias_constraint": None,
    }
    return {"class_name": "Dense", "config": config}


def source(*shape, dtype="float32"):
    config = {"batch_input_shape": [None, *shape], "dtype": dtype, "sparse": False}
    return {"class_name": "InputLayer", "config": {**config, "ragged": False, "name": "in"}}


def sequential(*layers):
    return {"class_name": "Sequential", "config": {"name": "sequential", "layers": list(layers)}}


def old_sequential(layer, *layers):
    """Before version 2.3 the first layer said what goes into the model."""
    layer["config"]["batch_input_shape"] = [None, STEPS, INPUTS]
    return sequential(layer, *layers)


def functional(*layers):
    chain = [{**source(STEPS, INPUTS), "name": "in", "inbound_nodes": []}]
    for layer in layers:
        before = [[[chain[-1]["name"], 0, 0, {}]]]
        chain.append({**layer, "name": layer["config"]["name"], "inbound_nodes": before})
    ends = {"input_layers": [["in", 0, 0]], "output_layers": [[chain[-1]["name"], 0, 0]]}
    return {"class_name": "Functional", "config": {"name": "model", "layers": chain, **ends}}


TRAINING = {
    "loss": "categorical_crossentropy",
    "metrics": ["accuracy"],
    "weighted_metrics": None,
    "loss_weights": None,
    "optimizer_config": {
        "class_name": "Adam",
        "config": {
            "name": "Adam",
            "learning_rate": 0.001,
            "decay": 0.0,
            "beta_1": 0.9,
            "beta_2": 0.999,
            "epsilon": 1e-07,
            "amsgrad": False,
        },
    },
}


def write_h5(path, config, tensors, training, version):
    """tensors: for each layer the names of its weights, as Keras forms them, and the values."""
    with h5py.File(path, "w") as file:
        # Of variable length in files of TensorFlow's Keras, 2.4 and later, and fixed before.
        variable = version >= b"2.4"
        file.attrs["backend"] = "tensorflow" if variable else b"tensorflow"
        file.attrs["keras_version"] = version.decode() if variable else version
        file.attrs["model_config"] = json.dumps(config).encode()
        if training:
            file.attrs["training_config"] = json.dumps(training).encode()
        root = file.create_group("model_weights")
        root.attrs["layer_names"] = [name.encode() for name in tensors]
        root.attrs["backend"] = b"tensorflow"
        root.attrs["keras_version"] = version
        for layer, named in tensors.items():
            group = root.create_group(layer)
            group.attrs["weight_names"] = [name.encode() for name in named]
            for name, value in named.items():
                group[name] = value


def named(path, values, names=("kernel", "recurrent_kernel", "bias")):
    return {f"{path}/{name}:0": value for name, value in zip(names, values)}


def write(folder, name, config, tensors, x, y, training=None, version=b"2.4.0"):
    write_h5(folder / f"{name}.h5", config, tensors, training, version)
    golden = {
        key: {"shape": value.shape, "values": [float(str(v)) for v in value.ravel()]}
        for key, value in {"input": x.astype(np.float32), "output": y.astype(np.float32)}.items()
    }
    (folder / f"{name}.json").write_text(json.dumps(golden) + "\n", newline="\n")


def main(folder):
    x = random.normal(size=(BATCH, STEPS, INPUTS)).astype(np.float32)
    words = random.integers(0, WORDS, (BATCH, STEPS))
    own = lstm_weights(INPUTS, UNITS)
    stored = {"lstm": named("lstm/lstm_cell", own)}
    y = run_lstm(x, [own])

    vectors = source(STEPS, INPUTS)
    model = sequential(vectors, lstm("lstm", UNITS, True))
    write(folder, "sequences", model, stored, x, y)
    model = sequential(vectors, lstm("lstm", UNITS, False))
    write(folder, "last-step", model, stored, x, y[:, -1])
    model = old_sequential(lstm("lstm", UNITS, True, "hard_sigmoid"))
    old = {"lstm": named("lstm", own)}
    y_hard = run_lstm(x, [own], "hard_sigmoid")
    write(folder, "hard-sigmoid", model, old, x, y_hard, version=b"2.2.4")

    out = [weights(UNITS, CLASSES), weights(CLASSES)]
    stored["dense"] = named("dense", out, ("kernel", "bias"))
    model = functional(lstm("lstm", UNITS, False), dense("dense"))
    write(folder, "functional", model, stored, x, run_dense(y[:, -1], *out), training=TRAINING)

    loss = {**TRAINING, "loss": "huber"}
    write(folder, "other-loss", model, stored, x, run_dense(y[:, -1], *out), training=loss)
    write_h5(folder / "newer.h5", model, stored, None, b"4.0.0")
    model = sequential(vectors, lstm("lstm", UNITS, False))
    model["config"]["layers"][1]["config"]["go_backwards"] = True
    write_h5(folder / "backwards.h5", model, {"lstm": stored["lstm"]}, None, b"2.4.0")
    with h5py.File(folder / "weights-alone.h5", "w") as file:
        file["lstm/kernel"] = own[0]

    table = weights(WORDS, INPUTS)
    model = sequential(
        source(STEPS), embedding("embedding"), lstm("lstm", UNITS, False), dense("dense")
    )
    stored = {"embedding": named("embedding", [table], ["embeddings"]), **stored}
    y = run_lstm(table[words], [own])[:, -1]
    write(folder, "words", model, stored, words, run_dense(y, *out), training=TRAINING)

    model["config"]["layers"][1] = embedding("embedding", masked=True)
    padded = np.array([[0, 0, 5, 2, 6, 1], [3, 4, 4, 1, 0, 0]])
    y = [run_lstm(table[row[row != 0]][None].repeat(BATCH, 0), [own])[0, -1] for row in padded]
    write(folder, "masked", model, stored, padded, run_dense(np.array(y), *out))

    both = [lstm_weights(INPUTS, UNITS // 2), lstm_weights(INPUTS, UNITS // 2)]
    y = run_lstm(x, both)
    y_last = np.concatenate([y[:, -1, : UNITS // 2], y[:, 0, UNITS // 2 :]], axis=-1)
    for suffix, version, cells in (("", b"2.3.1", ("", "")), ("-cells", b"2.4.0", (1, 2))):
        forward, backward = (f"/lstm_cell_{cell}" if cell else "" for cell in cells)
        stored = {
            "bidirectional": {
                **named("bidirectional/forward_lstm" + forward, both[0]),
                **named("bidirectional/backward_lstm" + backward, both[1]),
            }
        }
        for name, sequences, output in (("both-ways", True, y), ("both-ways-last", False, y_last)):
            layer = both_ways("bidirectional", lstm("lstm", UNITS // 2, sequences))
            model = sequential(vectors, layer)
            write(folder, name + suffix, model, stored, x, output, version=version)


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]))
