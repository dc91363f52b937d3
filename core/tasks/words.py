"""What the states and phases of jobs are called, on screens and on terminals."""

from core.i18n import N_

STATES = {
    "queued": N_("waiting for its turn"),
    "running": N_("running"),
    "pausing": N_("pausing"),
    "paused": N_("paused"),
    "stopping": N_("stopping"),
    "stopped": N_("stopped"),
    "finished": N_("finished"),
    "failed": N_("failed"),
}
PHASES = {  # by what `Phases.enter` was given
    "queued": N_("Starting"),  # it has its turn, and has not entered the first phase of its work yet
    "paused": N_("Paused; everything is saved"),
    "fetching": N_("Downloading the weights"),
    "preparing": N_("Preparing the pictures"),
    "decoding": N_("Decoding the pictures"),
    "converting": N_("Preparing the pretrained network, once on this machine"),
    "features": N_("Computing features with the pretrained network"),
    "loading": N_("Loading Keras"),
    "measuring": N_("Measuring which precision is faster"),
    "measuring_layers": N_("Sending a batch through the network"),
    "measuring_costs": N_("Measuring networks of many kinds"),
    "training": N_("Training"),
    "searching": N_("Searching"),
    "exporting": N_("Writing the model"),
    "importing": N_("Checking the model"),
    "copying": N_("Copying the pictures"),
    "adding": N_("Reading the pictures"),
    "checking": N_("Opening the pictures"),
    "looking": N_("Computing features and predicting each picture"),
    "placing": N_("Placing the pictures on the map"),
    "predicting": N_("Predicting the pictures"),
    "judging": N_("Decoding and predicting the pictures"),
    "answering": N_("Answering questions about pictures"),
    "evaluating": N_("Evaluating the model on the test pictures"),
}
