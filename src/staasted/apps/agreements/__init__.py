"""What the two have agreed about contact: one agreement in force, history kept."""
