"""Environments and model files: what `voice-server backends install` makes and a worker finds.

In come `requirements.txt`, `assets.yaml` and `weights.yaml` of a backend; out go a virtual
environment and verified files. Nothing is downloaded while serving. It may import the contract.
"""
