"""Makes the golden files of src/test/resources/golden: small LSTMs whose outputs others computed.

Each network is a torch.nn.LSTM with random weights. Its weights are written as PyTorch has them
(NAME.safetensors) and, in NAME.json, as Keras and ONNX have them, with a random input and the output
that ONNX Runtime computes from the ONNX weights. PyTorch's own output must agree with that one.
Inputs and outputs have the shape [batch, size, time], as in DL4J.

types.safetensors holds the number formats of the safetensors library.

Run: python make_golden.py FOLDER
Made with Python 3.11, torch 2.13.0, safetensors 0.8.0, onnx 1.23.1, onnxruntime 1.30.0, numpy 2.4.6.
"""

import json
import pathlib
import sys

import numpy as np
import onnx
import onnxruntime
import torch
from onnx import TensorProto, helper, numpy_helper
from safetensors.torch import save_file

BATCH, STEPS = 2, 6
PYTORCH, KERAS, ONNX = "ifgo", "ifgo", "iofg"  # Keras and ONNX write c for g


def reordered(rows, order):
    """PyTorch's blocks of rows in another order."""
    blocks = dict(zip(PYTORCH, np.split(rows, 4)))
    return np.concatenate([blocks[gate] for gate in order])


def directions(lstm):
    """The weights of each direction of each layer as PyTorch has them, in single precision."""
    suffixes = ["", "_reverse"] if lstm.bidirectional else [""]
    for layer in range(lstm.num_layers):
        yield [
            [
                getattr(lstm, kind + f"_l{layer}" + suffix).detach().float().numpy()
                if lstm.bias or kind.startswith("weight")
                else np.zeros(4 * lstm.hidden_size, np.float32)
                for kind in ("weight_ih", "weight_hh", "bias_ih", "bias_hh")
            ]
            for suffix in suffixes
        ]


def keras_weights(w, r, bw, br):
    """kernel [in, 4H], recurrent_kernel [H, 4H], bias [4H]; blocks i, f, c, o."""
    kernel, recurrent, bias = (reordered(t, KERAS) for t in (w, r, bw + br))
    return {"kernel": kernel.T, "recurrent_kernel": recurrent.T, "bias": bias}


def onnx_weights(layer):
    """W [directions, 4H, in], R [directions, 4H, H], B [directions, 8H]; blocks i, o, f, c."""
    return {
        "W": np.stack([reordered(w, ONNX) for w, _, _, _ in layer]),
        "R": np.stack([reordered(r, ONNX) for _, r, _, _ in layer]),
        "B": np.stack(
            [np.concatenate([reordered(bw, ONNX), reordered(br, ONNX)]) for _, _, bw, br in layer]
        ),
    }


def run_onnx(layers, units, x):
    """The output of ONNX Runtime for x [time, batch, size]."""
    nodes, constants, value = [], [], "x"
    for i, tensors in enumerate(layers):
        count = len(tensors["W"])
        shape = np.array([STEPS, BATCH, count * units])
        for name, tensor in {**tensors, "shape": shape}.items():
            constants.append(numpy_helper.from_array(np.ascontiguousarray(tensor), f"{name}{i}"))
        nodes += [
            helper.make_node(
                "LSTM",
                [value, f"W{i}", f"R{i}", f"B{i}"],
                [f"y{i}"],
                hidden_size=units,
                direction="forward" if count == 1 else "bidirectional",
            ),
            helper.make_node("Transpose", [f"y{i}"], [f"t{i}"], perm=[0, 2, 1, 3]),
            helper.make_node("Reshape", [f"t{i}", f"shape{i}"], [f"out{i}"]),
        ]
        value = f"out{i}"
    graph = helper.make_graph(
        nodes,
        "lstm",
        [helper.make_tensor_value_info("x", TensorProto.FLOAT, x.shape)],
        [helper.make_tensor_value_info(value, TensorProto.FLOAT, [STEPS, BATCH, None])],
        constants,
    )
    model = helper.make_model(
        graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=9
    )
    onnx.checker.check_model(model)
    session = onnxruntime.InferenceSession(
        model.SerializeToString(), providers=["CPUExecutionProvider"]
    )
    return session.run(None, {"x": x})[0]


def flat(tensor):
    return [float(str(value)) for value in np.asarray(tensor, np.float32).ravel()]


def write(folder, name, inputs, units, prefix="", others=None, dtype=torch.float32, **options):
    lstm = torch.nn.LSTM(inputs, units, **options)
    for parameter in lstm.parameters():
        torch.nn.init.normal_(parameter, std=0.7)
    lstm.to(dtype)
    state = {prefix + key: value.clone() for key, value in lstm.state_dict().items()}
    save_file({**state, **(others or {})}, folder / f"{name}.safetensors")

    layers = list(directions(lstm))
    x = torch.randn(STEPS, BATCH, inputs)
    onnx_layers = [onnx_weights(layer) for layer in layers]
    y = run_onnx(onnx_layers, units, x.numpy())
    np.testing.assert_allclose(lstm.float()(x)[0].detach().numpy(), y, atol=1e-6)

    golden = {
        "inputs": inputs,
        "units": units,
        "batch": BATCH,
        "steps": STEPS,
        "keras": [
            [{k: flat(v) for k, v in keras_weights(*d).items()} for d in layer] for layer in layers
        ],
        "onnx": [{k: flat(v) for k, v in layer.items()} for layer in onnx_layers],
        "input": flat(x.numpy().transpose(1, 2, 0)),
        "output": flat(y.transpose(1, 2, 0)),
    }
    (folder / f"{name}.json").write_text(json.dumps(golden) + "\n", newline="\n")


def write_types(folder):
    halves = [0.0, -0.0, 1.0, -2.5, 65504.0, 2.0**-14, 2.0**-24, -(2.0**-20), np.inf, np.nan]
    tensors = {
        "f64": torch.tensor([[1 / 3, -1e300], [5e-324, np.inf]], dtype=torch.float64),
        "f32": torch.tensor([1 / 3, -3e38, 1e-45, np.nan], dtype=torch.float32),
        "f16": torch.tensor(halves, dtype=torch.float16),
        "bf16": torch.tensor([1.0, -0.0, 3.140625, 1e38, np.inf, np.nan], dtype=torch.bfloat16),
        "scalar": torch.tensor(7.5, dtype=torch.float32),
        "empty": torch.zeros(0, 3, dtype=torch.float32),
        "i64": torch.tensor([1, -1]),
        "bool": torch.tensor([True, False, True]),
        "f8": torch.tensor([1.0, 2.0]).to(torch.float8_e4m3fn),
    }
    save_file(tensors, folder / "types.safetensors", {"format": "pt", "note": "größer"})


def main(folder):
    torch.manual_seed(5)
    torch.set_num_threads(1)
    write(folder, "one", 3, 4)
    write(folder, "narrow", 5, 2)
    write(folder, "unbiased", 3, 4, bias=False)
    write(folder, "both-ways", 3, 4, bidirectional=True)
    write(folder, "stacked", 5, 2, num_layers=2)
    write(folder, "half", 3, 4, dtype=torch.float16)
    write(folder, "double", 3, 4, dtype=torch.float64)
    write(
        folder,
        "module",
        3,
        2,
        prefix="encoder.lstm.",
        others={"encoder.embedding.weight": torch.randn(7, 3), "head.weight": torch.randn(2, 4)},
        num_layers=2,
        bidirectional=True,
    )
    write_types(folder)


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]))
