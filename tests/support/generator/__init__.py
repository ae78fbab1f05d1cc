"""Writes annual reports from known figures in every format units send, so that tests know what must be read back.

It uses the labels of the form and nothing of the reader's or the rendering room's code.
"""
