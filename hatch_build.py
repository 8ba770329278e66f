"""Compiles the matching kernel when the package is built or installed: C++ by gcc, through Cython."""

import platform
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

KERNEL = Path("src/ostrakon/matching/kernel")


class KernelBuild(BuildHookInterface):
    """Leaves the compiled module beside its source, where an editable install finds it."""

    def initialize(self, _version: str, build_data: dict[str, Any]) -> None:
        from Cython.Build import cythonize
        from setuptools import Distribution, Extension
        from setuptools.command.build_ext import build_ext

        root = Path(self.root)
        extension = Extension(
            "ostrakon.matching.kernel.binding",
            [str(KERNEL / "binding.pyx")],
            include_dirs=[str(KERNEL)],
            depends=[str(path) for path in sorted((root / KERNEL).glob("*.hpp"))],
            # No -march=native: a wheel must run on another machine. No fast-math: scores are the same
            # everywhere. Counting bits is an instruction of every x86-64 processor since 2009.
            extra_compile_args=[
                *("-O3", "-std=c++20", "-ffp-contract=off"),
                *(["-mpopcnt"] if platform.machine() == "x86_64" else []),
            ],
            language="c++",
        )
        modules = cythonize([extension], build_dir="build/cython", quiet=True)
        command = build_ext(Distribution({"ext_modules": modules, "package_dir": {"": "src"}}))
        command.inplace = True
        command.build_temp = "build/temp"
        command.ensure_finalized()
        command.run()
        build_data["artifacts"].append(f"/{KERNEL}/*.so")
        build_data["pure_python"] = False
        build_data["infer_tag"] = True
