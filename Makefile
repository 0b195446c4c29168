# 党建门户：make serve 预览，make test 测试。
PORT ?= 8000
PORTAL := .venv/bin/portal
LOCKS := requirements/build.txt requirements/admin.json pyproject.toml .ci/venv
# Exit code 3: published, some articles set aside and listed.
SET_ASIDE_IS_FINE = || { code=$$?; [ $$code -eq 3 ] && echo '已发布，但上面列出的文件没有发布，请改好它们。' || exit $$code; }

.PHONY: serve html publish test soak check bench install clean lock

serve: .venv/.site ## 生成示例站点，在 http://127.0.0.1:8000 预览，改了自动重新生成
	$(PORTAL) serve --port $(PORT)

html: .venv/.site ## 生成到 output/
	$(PORTAL) build $(SET_ASIDE_IS_FINE)

publish: .venv/.site ## 按 publishconf.py 生成正式网站
	$(PORTAL) build --settings publishconf.py $(SET_ASIDE_IS_FINE)

test: .venv/.test ## 安装测试所需，运行全部测试
	@.ci/browser
	.venv/bin/python -m pytest

soak: .venv/.test ## 用 2000 串随机改动检查：一步步生成的网站与从头生成的逐字节相同
	PORTAL_SEQUENCES=2000 .venv/bin/python -m pytest tests/building/test_incremental.py

check: .venv/.test ## 代码检查
	.venv/bin/ruff check .
	.venv/bin/mypy

bench: .venv/.test ## 性能和准确率，与同类工具比较
	@for run in benchmarks/*/run.py; do echo "== $$run"; .venv/bin/python $$run || exit 1; done

install: .venv/.site ## 只准备 .venv

clean: ## 删去生成的东西
	rm -rf output .output.portal build-report.json .pytest_cache .mypy_cache .ruff_cache .hypothesis

lock: .venv/.test ## 更新依赖锁
	requirements/compile

.venv/.site: requirements/site.txt $(LOCKS)
	@.ci/venv site
	@.ci/admin

.venv/.test: requirements/test.txt requirements/site.txt $(LOCKS)
	@.ci/venv test
	@.ci/admin
