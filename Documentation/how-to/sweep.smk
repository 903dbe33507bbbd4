# A sweep in a workflow of Snakemake: one rule plans, one does the runs in as many jobs as there are parts, one gathers the table.
# snakemake -s sweep.smk --cores 8

PARTS = range(4)

rule all:
    input: "out/sweep/runs.csv"

rule plan:
    input: "scenarios/sweeps/ultrasound.json"
    output: "out/sweep/sweep.json"
    shell: "turgor sweep run {input} -o out/sweep --plan-only"

rule part:
    # Parts share the runs out among themselves; none of them has runs of its own. 5: runs failed, and their rows say why.
    input: "out/sweep/sweep.json"
    output: touch("out/parts/{part}.done")
    threads: 2
    shell: "turgor sweep resume out/sweep --workers {threads} --no-collect --quiet || [ $? -eq 5 ]"

rule collect:
    input: expand("out/parts/{part}.done", part=PARTS)
    output: "out/sweep/runs.csv"
    shell: "turgor sweep collect out/sweep"
