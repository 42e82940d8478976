"""The net under everybody: alerts that close by acts alone, and the figures of each night."""
